using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Sagas.Contracts;
using Sagas.Durability.Commit;
using Sagas.Durability.Configuration;
using Sagas.Durability.Tables;
using Sagas.Hosting.Database;
using Sagas.Tests.Time;

namespace Sagas.Tests.Harness;

/// <summary>
/// One room of the service on the durable layer: in-memory transport, a SQLite file of its own, a clock that stands still.
/// A consumer that fails is not tried again, so that a test sees each failure.
/// </summary>
internal sealed class RoomHarness : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly IHost _host;
    private readonly string _file;
    private readonly Deliveries _deliveries = new();

    private RoomHarness(IHost host, string file)
    {
        _host = host;
        _file = file;
    }

    public IServiceProvider Services => _host.Services;

    /// <summary>Lets a test do something right before a row is written.</summary>
    public RacingWrites Races => Services.GetRequiredService<RacingWrites>();

    public static async Task<RoomHarness> StartAsync(
        Action<IServiceCollection, IConfiguration> addRoom,
        Action<IBusRegistrationConfigurator> addConsumers,
        Action<IServiceCollection>? replace = null,
        params (string Key, string Value)[] settings)
    {
        var file = Path.Combine(Path.GetTempPath(), $"sagas-{Guid.NewGuid():N}.db");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddSingleton<TimeProvider>(new ManualTimeProvider());
        addRoom(builder.Services, Settings.Of(settings));
        replace?.Invoke(builder.Services);
        AddDurableLayer(builder.Services, addConsumers, file);

        var harness = new RoomHarness(builder.Build(), file);
        await harness.StartAsync();
        return harness;
    }

    /// <summary>Sends a message to a queue and waits until it was handled, and what it did is committed.</summary>
    /// <returns>What the consumer threw; null if nothing.</returns>
    public async Task<Exception?> HandleAsync<T>(string queue, T message, Guid? messageId = null)
        where T : class
    {
        var id = messageId ?? NewId.NextGuid();
        var handled = _deliveries.Expect(id);
        var endpoint = await Services.GetRequiredService<IBus>().GetSendEndpoint(Endpoints.AddressOf(queue));
        await endpoint.Send(message, context => context.MessageId = id);
        var failure = await handled.WaitAsync(Deadline);
        (await ReadAsync(database => database.Set<DeadLetter>().AnyAsync(x => x.MessageId == id))).ShouldBe(failure is not null);
        return failure;
    }

    /// <summary>Every message of a type that was committed, in order.</summary>
    public IReadOnlyList<T> Published<T>()
        where T : class => Services.GetRequiredService<SentMessages>().Of<T>();

    public async Task<TResult> ReadAsync<TResult>(Func<DbContext, Task<TResult>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<DbContext>());
    }

    public async Task WriteAsync(object row)
    {
        await using var scope = Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<DbContext>();
        database.Add(row);
        await database.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        await using (var connection = new SqliteConnection($"Data Source={_file}"))
            SqliteConnection.ClearPool(connection);
        File.Delete(_file);
    }

    private static void AddDurableLayer(
        IServiceCollection services, Action<IBusRegistrationConfigurator> addConsumers, string file)
    {
        var races = new RacingWrites();
        services.AddDbContext<SqliteSagasDbContext>(options => options.UseSqlite($"Data Source={file}").AddInterceptors(races));
        services.AddMassTransit(bus =>
        {
            bus.AddConfigureEndpointsCallback((context, _, endpoint) => endpoint.UseDurableMessaging(context));
            addConsumers(bus);
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        services.AddDurableMessaging<SqliteSagasDbContext>(options =>
        {
            options.DatabaseIsQueueOfRecord = true;
            options.RetryDelays = [];
            options.RedeliveryDelays = [];
        });

        services.AddSingleton(races);
        services.AddSingleton<GroupCommitter>();
        services.Replace(ServiceDescriptor.Singleton(provider => races.Around(provider.GetRequiredService<GroupCommitter>())));
        services.AddSingleton<SentMessages>();
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<SentMessages>());
    }

    private async Task StartAsync()
    {
        await ReadAsync(database => database.Database.EnsureCreatedAsync());
        Services.GetRequiredService<IBus>().ConnectReceiveObserver(_deliveries);
        await _host.StartAsync();
    }
}
