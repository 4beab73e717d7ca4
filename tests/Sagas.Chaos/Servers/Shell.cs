using System.Diagnostics;
using System.Text;

namespace Sagas.Chaos.Servers;

/// <summary>Runs the scripts of <c>infra/local</c>, which start and stop servers.</summary>
internal static class Shell
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>Runs bash.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">The script failed.</exception>
    /// <exception cref="TimeoutException">The script did not end within 5 minutes.</exception>
    public static async Task<string> RunAsync(string script, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await EndAsync(process, script);
        lock (output)
        {
            return process.ExitCode == 0
                ? output.ToString()
                : throw new InvalidOperationException($"'{script}' ended with exit code {process.ExitCode}:\n{output}");
        }

        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (output)
                output.AppendLine(line.Data);
        }
    }

    private static async Task EndAsync(Process process, string script)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{script}' did not end within {Limit}.", exception);
        }
    }
}
