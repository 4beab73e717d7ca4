using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Hosting.Database;
using Sagas.Hosting.Telemetry;
using Sagas.Hosting.Transport;
using Sagas.Notifications;
using Sagas.Operations.Configuration;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Payments;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Databases.Fakes;

/// <summary>
/// The whole service, composed as in Program.cs, on a database that is not there. Its bus runs; nothing else runs by
/// itself, so that every text belongs to the part that a test has set to work.
/// </summary>
internal sealed class FakeService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeService(WebApplication app, SqlRecorder recorder, ManualTimeProvider time)
    {
        _app = app;
        Recorder = recorder;
        Time = time;
    }

    public SqlRecorder Recorder { get; }

    public ManualTimeProvider Time { get; }

    public IServiceProvider Services => _app.Services;

    public DurableDatabase Database => Services.GetRequiredService<DurableDatabase>();

    private CommittedUnits Committed => Services.GetRequiredService<CommittedUnits>();

    public static async Task<FakeService> StartAsync(DatabaseKind kind, Action<IServiceCollection>? configure = null)
    {
        var recorder = new SqlRecorder();
        var database = new FakeDatabase(kind, recorder);
        var time = new ManualTimeProvider();
        var builder = WebApplication.CreateBuilder(
            [$"--Sagas:Database={kind}", $"--ConnectionStrings:Sagas={database.ConnectionString}",
                "--Sagas:MigrateOnStart=true"]);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddTelemetry();
        builder.Logging.ClearProviders();
        builder.AddSagasDatabase();
        builder.AddSagasBus();
        builder.AddOrdersApi();
        builder.AddInstanceBeat("All").AddOperations();
        builder.Services.AddOrders(builder.Configuration);
        builder.Services.AddPayments(builder.Configuration);
        builder.Services.AddNotifications(builder.Configuration);

        builder.Services.ConfigureDbContext<SqlServerSagasDbContext>(options => options.AddInterceptors(database));
        builder.Services.ConfigureDbContext<PostgreSqlSagasDbContext>(options => options.AddInterceptors(database));
        builder.Services.ConfigureDbContext<SqliteSagasDbContext>(options => options.AddInterceptors(database));
        builder.Services.Configure<DurabilityOptions>(options => (options.RetryDelays, options.RedeliveryDelays) = ([], []));
        builder.Services.AddSingleton<CommittedUnits>();
        builder.Services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<CommittedUnits>());

        configure?.Invoke(builder.Services);

        var app = builder.Build();
        await app.Services.GetRequiredService<IBusControl>().StartAsync(CancellationToken.None);
        return new FakeService(app, recorder, time);
    }

    public async Task InScopeAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    public Task InDatabaseAsync(Func<DbContext, Task> work) => InScopeAsync(scope => work(scope.GetRequiredService<DbContext>()));

    /// <summary>Lets the queries of a table find this entity while the work goes on.</summary>
    public async Task FindingAsync<TEntity>(TEntity entity, Func<Task> work) where TEntity : class
    {
        var table = Database.Table(typeof(TEntity));
        Recorder.AnswerTo(
            text => text.Contains(table.Name, StringComparison.Ordinal), text => StoredRow.Of(table, entity, text));
        try
        {
            await work();
        }
        finally
        {
            Recorder.AnswerNothing();
        }
    }

    /// <summary>Lets the message's consumers handle it, and waits until its unit of work is committed.</summary>
    public async Task HandleAsync<TMessage>(TMessage message) where TMessage : class
    {
        var id = NewId.NextGuid();
        await Services.GetRequiredService<IBus>().Publish(message, context => context.MessageId = id);
        UnitOfWork? unit = null;
        await Eventually.BecomesTrueAsync(
            () => (unit = Committed.Find(id)) is not null, $"{typeof(TMessage).Name} to be handled");
        unit!.DeadLetters.Select(failure => failure.ExceptionDetail).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await Services.GetRequiredService<IBusControl>().StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private sealed class CommittedUnits : ICommitListener
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, UnitOfWork> _byMessage = new();

        public void Committed(UnitOfWork unit)
        {
            if (unit.Claim is { } claim)
                _byMessage[claim.MessageId] = unit;
        }

        public UnitOfWork? Find(Guid messageId) => _byMessage.GetValueOrDefault(messageId);
    }
}
