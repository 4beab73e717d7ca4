using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sagas.Hosting.Database;
using Sagas.Hosting.Transport;

namespace Sagas.Benchmarks.Service;

/// <summary>The service's own program, run in this process, so that it can be measured from within.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    // Microsoft.Extensions.Hosting reports the host here, to whoever starts a program to get at its host.
    private const string HostingListener = "Microsoft.Extensions.Hosting";
    private const string HostBuilt = "HostBuilt";

    private readonly IHost _host;
    private readonly Task<int> _program;
    private readonly DirectoryInfo _data;

    private RunningService(IHost host, Task<int> program, DirectoryInfo data, Uri address)
    {
        _host = host;
        _program = program;
        _data = data;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="transport">Its transport.</param>
    /// <param name="database">Its database.</param>
    /// <param name="settings">Further arguments of the program.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<RunningService> StartAsync(
        TransportKind transport, DatabaseKind database, IEnumerable<string> settings, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("sagas-benchmark-");
        var address = FreePort.FindAddress();
        List<string> arguments =
        [
            $"--contentRoot={AppContext.BaseDirectory}", $"--urls={address}", "--Sagas:MigrateOnStart=true",
            $"--Sagas:Transport={transport}", $"--Sagas:Database={database}",
            // Otherwise writing to the terminal would be measured as well.
            "--Logging:LogLevel:Sagas=Warning",
        ];
        if (database == DatabaseKind.Sqlite)
            arguments.Add($"--ConnectionStrings:Sagas=Data Source={Path.Combine(data.FullName, "sagas.db")}");
        arguments.AddRange(settings);

        var built = new TaskCompletionSource<IHost>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = DiagnosticListener.AllListeners.Subscribe(new Observer<DiagnosticListener>(listener =>
        {
            if (listener.Name == HostingListener)
                listener.Subscribe(new Observer<KeyValuePair<string, object?>>(told => Note(told, built)));
        }));
        var main = typeof(DatabaseSetup).Assembly.EntryPoint!.CreateDelegate<Func<string[], int>>();
        var program = Task.Run(() => main([.. arguments]), cancellationToken);
        if (await Task.WhenAny(built.Task, program) == program)
            throw new InvalidOperationException($"The service did not start (exit code {await program}).");

        var service = new RunningService(await built.Task, program, data, address);
        await service.UntilReadyAsync(cancellationToken);
        return service;
    }

    public AsyncServiceScope CreateScope() => _host.Services.CreateAsyncScope();

    public async ValueTask DisposeAsync()
    {
        _host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await _program;
        _data.Delete(recursive: true);
    }

    private static void Note(KeyValuePair<string, object?> told, TaskCompletionSource<IHost> built)
    {
        if (told is { Key: HostBuilt, Value: IHost host })
            built.TrySetResult(host);
    }

    private Task UntilReadyAsync(CancellationToken cancellationToken) => Readiness.UntilAsync(
        Address,
        () =>
        {
            if (_program.IsCompleted)
                throw new InvalidOperationException($"The service ended (exit code {_program.Result}).");
        },
        cancellationToken);

    private sealed class Observer<T>(Action<T> onNext) : IObserver<T>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(T value) => onNext(value);
    }
}
