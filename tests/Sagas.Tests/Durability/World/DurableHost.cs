using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Configuration;
using Sagas.Durability.Outbox;
using Sagas.Durability.Sagas;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.World;

/// <summary>One process of a service on the durable layer: in-memory transport, a SQLite file, a clock that stands still.</summary>
public sealed class DurableHost : IAsyncDisposable
{
    private readonly IHost _host;

    private DurableHost(IHost host, string file, ManualTimeProvider time)
    {
        _host = host;
        File = file;
        Time = time;
    }

    public string File { get; }

    public ManualTimeProvider Time { get; }

    public IServiceProvider Services => _host.Services;

    public IBus Bus => Services.GetRequiredService<IBus>();

    public ConsumerScript Script => Services.GetRequiredService<ConsumerScript>();

    public Notebook Inspected => Services.GetRequiredService<Notebook>();

    /// <summary>Starts a process, on the file of an earlier one if that is given.</summary>
    public static async Task<DurableHost> StartAsync(
        string? file = null, ManualTimeProvider? time = null, Action<DurabilityOptions>? configure = null, bool started = true)
    {
        file ??= Path.Combine(Path.GetTempPath(), $"sagas-{Guid.NewGuid():N}.db");
        time ??= new ManualTimeProvider();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<ConsumerScript>();
        builder.Services.AddSingleton<Notebook>();
        builder.Services.AddDbContext<ParcelDbContext>(options => options.UseSqlite($"Data Source={file};Pooling=False"));
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddConfigureEndpointsCallback((context, name, endpoint) =>
            {
                if (name != "Inspector")
                    endpoint.UseDurableMessaging(context);
            });
            bus.AddSagaStateMachine<ParcelStateMachine, ParcelState>().DurableRepository();
            bus.AddConsumer<StampParcelConsumer>();
            bus.AddConsumer<Inspector>();
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        builder.Services.AddDurableMessaging<ParcelDbContext>(options =>
        {
            options.DatabaseIsQueueOfRecord = true;
            options.RetryDelays = [];
            options.RedeliveryDelays = [];
            configure?.Invoke(options);
        });

        var host = new DurableHost(builder.Build(), file, time);
        await host.InDatabaseAsync(database => database.Database.EnsureCreatedAsync());
        if (started)
            await host.ContinueAsync();
        return host;
    }

    public Task ContinueAsync() => _host.StartAsync();

    public async Task<T> InDatabaseAsync<T>(Func<ParcelDbContext, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<ParcelDbContext>());
    }

    public Task<ParcelState?> FindParcelAsync(Guid parcelId) =>
        InDatabaseAsync(database => database.Set<ParcelState>().AsNoTracking().SingleOrDefaultAsync(x => x.CorrelationId == parcelId));

    public Task UntilAsync(Func<ParcelDbContext, Task<bool>> condition, string what) =>
        Eventually.BecomesTrueAsync(() => InDatabaseAsync(condition), what);

    /// <summary>Waits until every message that may leave has left, and everything that arrived has been handled.</summary>
    public Task UntilQuietAsync() => UntilAsync(
        async database => Services.GetRequiredService<InFlightMessages>().Count == 0
            && !await database.Set<OutboxMessage>().AnyAsync(message => message.DueAt == null),
        "the outbox to be empty");

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
