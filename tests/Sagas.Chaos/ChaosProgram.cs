using System.CommandLine;
using Sagas.Chaos.Runs;

namespace Sagas.Chaos;

/// <summary>Not <c>Program</c>: tests that see this assembly's internals mean the service by that name.</summary>
internal static class ChaosProgram
{
    // Servers and processes are taken down when the run is interrupted.
    private static readonly InvocationConfiguration Patient = new() { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) };

    private static Task<int> Main(string[] args) => ChaosCommand.Create().Parse(args).InvokeAsync(Patient);
}
