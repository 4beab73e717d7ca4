using Microsoft.Extensions.DependencyInjection;
using Sagas.Benchmarks.Contests.Databases;
using Sagas.Benchmarks.Loads;
using Sagas.Benchmarks.Service;
using Sagas.Hosting.Database;
using Sagas.Hosting.Transport;
using Sagas.Orders.Api.Submitting;

namespace Sagas.Benchmarks.Contests;

/// <summary>The service itself, all roles in one process. Orders are submitted as its API does, but without HTTP.</summary>
internal sealed class ServiceContestant : IContestant
{
    private readonly RunningService _service;
    private readonly ServiceMeters _meters = new();

    private ServiceContestant(RunningService service) => _service = service;

    public Action? OrderEnded
    {
        get => _meters.OrderEnded;
        set => _meters.OrderEnded = value;
    }

    /// <summary>Starts it on RabbitMQ and PostgreSQL.</summary>
    /// <param name="database">Its database.</param>
    /// <param name="settings">Further settings of the service.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<IContestant> StartAsync(
        PostgreSqlDatabase database, IEnumerable<string> settings, CancellationToken cancellationToken) =>
        new ServiceContestant(await RunningService.StartAsync(
            TransportKind.RabbitMq, DatabaseKind.PostgreSql, [.. On(database), .. settings], cancellationToken));

    /// <summary>Starts it embedded, with a SQLite file.</summary>
    public static async Task<IContestant> StartAsync(SqliteDatabase database, CancellationToken cancellationToken) =>
        new ServiceContestant(await RunningService.StartAsync(
            TransportKind.InMemory, DatabaseKind.Sqlite, [$"--ConnectionStrings:Sagas={database.ConnectionString}"],
            cancellationToken));

    /// <summary>The settings for the service's broker and database.</summary>
    public static IReadOnlyList<string> On(PostgreSqlDatabase database) =>
        [$"--ConnectionStrings:Sagas={database.ConnectionString}", $"--ConnectionStrings:RabbitMq={Servers.RabbitMq}"];

    public async Task<Guid> SubmitAsync(int number, CancellationToken cancellationToken)
    {
        await using var scope = _service.CreateScope();
        var submission = await scope.ServiceProvider.GetRequiredService<OrderIntake>()
            .SubmitAsync(OrderDraft.From(SampleOrder.New(number)), key: null, cancellationToken);
        return submission.Order!.OrderId;
    }

    public async ValueTask DisposeAsync()
    {
        _meters.Dispose();
        await _service.DisposeAsync();
    }
}
