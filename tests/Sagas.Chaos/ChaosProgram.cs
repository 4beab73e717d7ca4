using System.CommandLine;
using Sagas.Chaos.Runs;

namespace Sagas.Chaos;

/// <summary>Not called <c>Program</c>: tests that see this assembly's internals use that name for the service.</summary>
internal static class ChaosProgram
{
    // Servers and processes are shut down when the run is interrupted.
    private static readonly InvocationConfiguration Patient = new() { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) };

    private static Task<int> Main(string[] args) => ChaosCommand.Create().Parse(args).InvokeAsync(Patient);
}
