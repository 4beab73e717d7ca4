using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Configuration;
using Sagas.Durability.Settings;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.World;

/// <summary>One process of a service on the durable layer, with a clock that stands still.</summary>
internal sealed class DurableHost : IAsyncDisposable
{
    // On a broker, a consumer that hangs is waited for until this is over.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly IHost _host;
    private readonly TestBed? _ownBed;

    private DurableHost(IHost host, TestBed bed, TestBed? ownBed, ManualTimeProvider time)
    {
        _host = host;
        _ownBed = ownBed;
        Bed = bed;
        Time = time;
    }

    public TestBed Bed { get; }

    public ManualTimeProvider Time { get; }

    public IServiceProvider Services => _host.Services;

    public IBus Bus => Services.GetRequiredService<IBus>();

    public ConsumerScript Script => Services.GetRequiredService<ConsumerScript>();

    public WeighingScript Weighing => Services.GetRequiredService<WeighingScript>();

    public Notebook Inspected => Services.GetRequiredService<Notebook>();

    /// <summary>Starts a process, on the bed of an earlier one if that is given, else on one that is removed with it.</summary>
    public static async Task<DurableHost> StartAsync(
        TestBed? bed = null, ManualTimeProvider? time = null, Action<DurabilityOptions>? configure = null, bool started = true,
        TimeSpan? stopTimeout = null)
    {
        var ownBed = bed is null ? await TestBeds.EmptyAsync() : null;
        bed ??= ownBed!;
        time ??= new ManualTimeProvider();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = stopTimeout ?? StopTimeout);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<ConsumerScript>();
        builder.Services.AddSingleton<WeighingScript>();
        builder.Services.AddSingleton<Notebook>();
        builder.Services.AddDbContext<ParcelDbContext>(bed.UseDatabase);
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddConfigureEndpointsCallback((context, name, endpoint) =>
            {
                if (name != "Inspector")
                    endpoint.UseDurableMessaging(context);
            });
            bus.AddSagaStateMachine<ParcelStateMachine, ParcelState>().DurableRepository();
            bus.AddSagaStateMachine<PolicyStateMachine, PolicyState>().DurableRepository();
            bus.AddConsumer<StampParcelConsumer>();
            bus.AddConsumer<WeighParcelConsumer>();
            bus.AddConsumer<Inspector>();
            bed.UseTransport(bus);
        });
        builder.Services.AddDurableMessaging<ParcelDbContext>(options =>
        {
            options.DatabaseIsQueueOfRecord = bed.DatabaseIsQueueOfRecord;
            options.RetryDelays = [];
            options.RedeliveryDelays = [];
            configure?.Invoke(options);
        });
        bed.Watch(builder.Services);

        var host = new DurableHost(builder.Build(), bed, ownBed, time);
        await host.InDatabaseAsync(database => database.Database.EnsureCreatedAsync());
        if (started)
            await host.ContinueAsync();
        return host;
    }

    /// <summary>
    /// Starts what was not started, and waits until the queues are there: before that, who publishes speaks to nobody.
    /// </summary>
    public async Task ContinueAsync()
    {
        await _host.StartAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, deadline.Token);
    }

    public async Task<T> InDatabaseAsync<T>(Func<ParcelDbContext, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<ParcelDbContext>());
    }

    public Task<ParcelState?> FindParcelAsync(Guid parcelId) =>
        InDatabaseAsync(
            database => database.Set<ParcelState>().AsNoTracking().SingleOrDefaultAsync(x => x.CorrelationId == parcelId));

    public Task UntilAsync(Func<ParcelDbContext, Task<bool>> condition, string what) =>
        Eventually.BecomesTrueAsync(() => InDatabaseAsync(condition), what);

    /// <summary>Waits until every message that may leave has left, and everything that arrived has been handled.</summary>
    public Task UntilQuietAsync() => Eventually.BecomesTrueAsync(() => Bed.IsQuietAsync(Services), "the outbox to be empty");

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        if (_ownBed is not null)
            await _ownBed.DisposeAsync();
    }
}
