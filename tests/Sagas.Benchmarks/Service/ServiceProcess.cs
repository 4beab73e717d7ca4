using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sagas.Benchmarks.Service;

/// <summary>The service's own program as a separate process, as in production.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const int LinesKept = 20;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ServiceProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        // Its output must be read, or it would block sooner or later.
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it on a free port.</summary>
    /// <param name="settings">Arguments of the program, which also inherits the environment's settings.</param>
    public static ServiceProcess Start(IEnumerable<string> settings)
    {
        var address = FreePort.FindAddress();
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Sagas.dll"), $"--urls={address}",
                "--Logging:LogLevel:Sagas=Warning", .. settings])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new ServiceProcess(Process.Start(start)!, address);
    }

    public Task UntilReadyAsync(CancellationToken cancellationToken) => Readiness.UntilAsync(
        Address,
        () =>
        {
            if (_process.HasExited)
                throw new InvalidOperationException(
                    $"The service ended (exit code {_process.ExitCode}):\n{string.Join('\n', _lines)}");
        },
        cancellationToken);

    /// <summary>Stops it as an operator would: it finishes what it is working on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using (var kill = Process.Start("kill", ["-TERM", FormattableString.Invariant($"{_process.Id}")]))
                await kill.WaitForExitAsync();
            await EndAsync();
        }

        _process.Dispose();
    }

    private async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"The service did not stop, so it was killed:\n{string.Join('\n', _lines)}");
            _process.Kill();
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        while (_lines.Count > LinesKept)
            _lines.TryDequeue(out _);
    }
}
