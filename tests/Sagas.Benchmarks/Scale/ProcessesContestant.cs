using Sagas.Benchmarks.Contests;
using Sagas.Benchmarks.Contests.Databases;
using Sagas.Benchmarks.Loads;
using Sagas.Benchmarks.Service;
using Sagas.Hosting.Database;
using Sagas.Hosting.Startup;
using Sagas.Hosting.Transport;

namespace Sagas.Benchmarks.Scale;

/// <summary>The service as several processes. Orders are submitted over HTTP, spread over those that serve the API.</summary>
internal sealed class ProcessesContestant : IContestant
{
    private readonly IReadOnlyList<ServiceProcess> _processes;
    private readonly IReadOnlyList<HttpClient> _clients;
    private readonly EndedOrders _ended;

    private ProcessesContestant(IReadOnlyList<ServiceProcess> processes, IReadOnlyList<HttpClient> clients, EndedOrders ended)
    {
        _processes = processes;
        _clients = clients;
        _ended = ended;
    }

    public Action? OrderEnded
    {
        get => _ended.OrderEnded;
        set => _ended.OrderEnded = value;
    }

    public TimeSpan ProcessorTime => _processes.Aggregate(TimeSpan.Zero, (sum, process) => sum + process.ProcessorTime);

    /// <summary>Starts the processes and waits until all of them are ready.</summary>
    public static async Task<IContestant> StartAsync(
        Arrangement arrangement, PostgreSqlDatabase database, CancellationToken cancellationToken)
    {
        var ended = await EndedOrders.ListenAsync(Servers.RabbitMq, cancellationToken);
        var processes = arrangement.Processes.Select(roles => (Roles: roles, Process: Start(roles, database))).ToList();
        var contestant = new ProcessesContestant(
            [.. processes.Select(one => one.Process)],
            [.. processes.Where(one => one.Roles.HasFlag(Role.Api))
                .Select(one => new HttpClient { BaseAddress = one.Process.Address })],
            ended);
        try
        {
            await Task.WhenAll(processes.Select(one => one.Process.UntilReadyAsync(cancellationToken)));
            return contestant;
        }
        catch
        {
            await contestant.DisposeAsync();
            throw;
        }
    }

    public Task<Guid> SubmitAsync(int number, CancellationToken cancellationToken) =>
        SampleOrder.PostAsync(_clients[number % _clients.Count], number, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Task.WhenAll(_processes.Select(process => process.DisposeAsync().AsTask()));
        await _ended.DisposeAsync();
    }

    // The database has already been migrated.
    private static ServiceProcess Start(Role roles, PostgreSqlDatabase database) => ServiceProcess.Start(
    [
        $"--Sagas:Roles={roles}", $"--Sagas:Transport={TransportKind.RabbitMq}", $"--Sagas:Database={DatabaseKind.PostgreSql}",
        "--Sagas:MigrateOnStart=false", .. ServiceContestant.On(database),
    ]);
}
