using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Sagas.Chaos.Servers;
using Sagas.Tests.Time;

namespace Sagas.Tests.Crash;

/// <summary>The program, as it was built beside the tests, in a process of its own, on a data folder that outlives it.</summary>
internal sealed class SagasProgram : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(180);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly string _folder;
    private readonly HttpClient _client;
    private Process? _process;

    public SagasProgram()
    {
        _folder = Directory.CreateTempSubdirectory("sagas-kill-").FullName;
        _client = new HttpClient
        {
            BaseAddress = new Uri($"http://127.0.0.1:{FreePort.Find()}"),
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    public HttpClient Client => _client;

    /// <summary>The id of the process that serves.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Environment variables of the next process, besides those that every process gets.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>Lets the next processes run on a bed.</summary>
    public void Use(TestBed bed)
    {
        foreach (var (key, value) in bed.Settings)
            Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
    }

    /// <summary>Every line that the program wrote.</summary>
    public IReadOnlyList<string> Lines => [.. _output];

    public string DatabasePath => Path.Combine(_folder, "sagas.db");

    /// <summary>The last lines that the program wrote.</summary>
    public string Output => string.Join(System.Environment.NewLine, _output.TakeLast(40));

    /// <summary>Starts the program and waits until it is ready to serve.</summary>
    public async Task StartAsync()
    {
        _process = Launch();
        await Eventually.BecomesTrueAsync(IsReadyAsync, "the program is ready", StartLimit);
    }

    /// <summary>
    /// Starts the program with a command line on which it ends by itself, beside the one that serves, if it runs.
    /// </summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunToEndAsync(params string[] arguments)
    {
        using var process = Launch(arguments);
        using var deadline = new CancellationTokenSource(StartLimit);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }

    /// <summary>Ends the process as the kernel does: with SIGKILL, so that it can finish nothing.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Tells the process to stop, as orchestrators do: with SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="OperationCanceledException">It lives on.</exception>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        using var deadline = new CancellationTokenSource(StartLimit);
        return await UntilDeadAsync(deadline.Token);
    }

    /// <summary>Waits until the process has come to an end by itself.</summary>
    /// <returns>The exit code; 137 after a SIGKILL.</returns>
    /// <exception cref="OperationCanceledException">It lives on.</exception>
    public async Task<int> UntilDeadAsync(CancellationToken cancellationToken)
    {
        await _process!.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void DeleteData() => Directory.Delete(_folder, recursive: true);

    public void Dispose()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
        _client.Dispose();
    }

    private Process Launch(params string[] arguments)
    {
        var process = Process.Start(StartInfo(arguments))!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private ProcessStartInfo StartInfo(string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Sagas.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", _client.BaseAddress!.ToString(), .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(program),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Sagas__Transport"] = "InMemory",
                ["Sagas__Database"] = "Sqlite",
                ["ConnectionStrings__Sagas"] = $"Data Source={DatabasePath}",
                // A payment that fails for good is given up after seconds instead of minutes.
                ["Sagas__Durability__RedeliveryDelays__0"] = "00:00:01",
                ["Sagas__Durability__RedeliveryDelays__1"] = "00:00:02",
                // What a killed process had in hand is taken up again this much later at the latest.
                ["Sagas__Durability__OutboxLease"] = "00:00:05",
            },
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }

    private async Task<bool> IsReadyAsync()
    {
        if (_process!.HasExited)
            throw new InvalidOperationException($"The program ended with exit code {_process.ExitCode}.");
        try
        {
            using var answer = await _client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
            _output.Enqueue(line.Data);
    }
}
