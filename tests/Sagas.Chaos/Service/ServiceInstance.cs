using System.Diagnostics;
using Sagas.Chaos.Servers;

namespace Sagas.Chaos.Service;

/// <summary>One process of the real service, which is started again at once whenever it dies.</summary>
internal sealed class ServiceInstance : IAsyncDisposable
{
    private readonly ServiceProgram _program;
    private readonly StreamWriter _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly Lock _writing = new();
    private Task _running = Task.CompletedTask;
#pragma warning disable CA2213 // The code that waits for its end disposes of it.
    private Process? _process;
#pragma warning restore CA2213
    private bool _killed;
    private bool _hasStarted;
    private int _unexpectedEnds;
    private int _failedStarts;

    /// <summary>Creates an instance that does not run yet.</summary>
    /// <param name="program">How it is run.</param>
    /// <param name="log">The file for its output.</param>
    public ServiceInstance(ServiceProgram program, string log)
    {
        _program = program;
        _log = new StreamWriter(log) { AutoFlush = true };
        Address = new Uri(FormattableString.Invariant($"http://127.0.0.1:{FreePort.Find()}"));
    }

    public Uri Address { get; }

    /// <summary>How often it ended although it had started and nobody had killed it.</summary>
    public int UnexpectedEnds => Volatile.Read(ref _unexpectedEnds);

    /// <summary>How often it did not come up: it checks its tables first, and ends if there is no database.</summary>
    public int FailedStarts => Volatile.Read(ref _failedStarts);

    public void Start() => _running = Task.Run(KeepRunningAsync);

    /// <summary>Kills the process with SIGKILL, whatever it is doing.</summary>
    public void Kill()
    {
        lock (_lock)
        {
            _killed = true;
            _process?.Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Kill();
        await _running;
        await _log.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task KeepRunningAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            _hasStarted = false;
            using var process = _program.Start(Write, "--urls", Address.ToString());
            lock (_lock)
            {
                _process = process;
                _killed = _stopping.IsCancellationRequested;
                if (_killed)
                    process.Kill();
            }

            await process.WaitForExitAsync(CancellationToken.None);
            lock (_lock)
            {
                _process = null;
                if (!_killed)
                    NoteEnd(process.ExitCode);
            }
        }
    }

    private void NoteEnd(int exitCode)
    {
        if (_hasStarted)
            _unexpectedEnds++;
        else
            _failedStarts++;
        Write(FormattableString.Invariant($"Ended by itself with exit code {exitCode}."));
    }

    private void Write(string line)
    {
        lock (_writing)
        {
            // It prints its address once it has started.
            _hasStarted |= line.Contains(Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
            _log.WriteLine(line);
        }
    }
}
