using System.Diagnostics;
using System.Text;
using Sagas.Faults;
using Sagas.Faults.Clocks;

namespace Sagas.Chaos.Service;

/// <summary>The real service's program, built next to this one, with the settings and the clock of the run.</summary>
/// <param name="settings">Environment variables.</param>
/// <param name="clock">The clock of the run.</param>
internal sealed class ServiceProgram(IReadOnlyDictionary<string, string> settings, ClockFile clock)
{
    private static readonly string Hook = typeof(ClockFile).Assembly.Location;

    /// <summary>Starts a process.</summary>
    /// <param name="told">Receives every line of its output.</param>
    /// <param name="arguments">Its command line.</param>
    public Process Start(Action<string> told, params string[] arguments)
    {
        var program = Path.Combine(Path.GetDirectoryName(Hook)!, "Sagas.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(program),
            UseShellExecute = false,
            // Nothing is written to it: ParentWatch waits for its end.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DOTNET_STARTUP_HOOKS"] = Hook,
                ["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = Path.GetFileNameWithoutExtension(Hook),
                [ParentWatch.Variable] = "1",
                [ClockFile.Variable] = clock.Path,
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Tell(line.Data);
        process.ErrorDataReceived += (_, line) => Tell(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Tell(string? line)
        {
            if (line is not null)
                told(line);
        }
    }

    /// <summary>Runs a process that ends by itself.</summary>
    /// <returns>Its exit code and what it wrote.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var output = new StringBuilder();
        using var process = Start(
            line =>
            {
                lock (output)
                    output.AppendLine(line);
            },
            arguments);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        lock (output)
            return (process.ExitCode, output.ToString());
    }
}
