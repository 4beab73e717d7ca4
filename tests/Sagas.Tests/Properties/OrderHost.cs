using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sagas.Contracts;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;
using Sagas.Orders;
using Sagas.Tests.Time;

namespace Sagas.Tests.Properties;

/// <summary>
/// The order process on the durable layer, and nobody who answers it: what it hears is up to the test. A message that
/// fails is given up at once.
/// </summary>
internal sealed class OrderHost : IAsyncDisposable
{
    private readonly TestBed _bed;
    private readonly IHost _host;

    private OrderHost(TestBed bed, ICommitListener? listener)
    {
        _bed = bed;
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddOrders(builder.Configuration);
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddConfigureEndpointsCallback((context, _, endpoint) => endpoint.UseDurableMessaging(context));
            bus.AddOrders(saga => saga.DurableRepository());
            bed.UseTransport(bus);
        });
        bed.AddServiceDatabase(builder.Services, options =>
        {
            options.DatabaseIsQueueOfRecord = bed.DatabaseIsQueueOfRecord;
            options.RetryDelays = [];
            options.RedeliveryDelays = [];
            // Time that jumps while a message is being sent must not end its lease: it would wait for the next one in vain.
            options.OutboxLease = TimeSpan.FromHours(1);
        });
        if (listener is not null)
            builder.Services.AddSingleton(listener);
        bed.Watch(builder.Services);
        _host = builder.Build();
    }

    public ManualTimeProvider Time { get; } = new();

    public OutsideSubscriber Outside { get; private set; } = null!;

    /// <summary>Starts a process.</summary>
    /// <param name="mistake">Something that spoils the process.</param>
    /// <param name="listener">Hears of everything that is committed.</param>
    public static async Task<OrderHost> StartAsync(IEventObserver<OrderState>? mistake = null, ICommitListener? listener = null)
    {
        var host = new OrderHost(await TestBeds.ForServiceAsync(), listener);
        if (mistake is not null)
            host._host.Services.GetRequiredService<OrderStateMachine>().ConnectEventObserver(mistake);
        await host.InDatabaseAsync(database => database.Database.EnsureCreatedAsync());
        await host._host.StartAsync();
        await SilentRooms.ConnectAsync(host._host.Services.GetRequiredService<IBusControl>());
        host.Outside = await OutsideSubscriber.ConnectAsync(host._host.Services.GetRequiredService<IBusControl>());
        return host;
    }

    /// <summary>Puts messages on the saga's queue, one after the other; nobody waits for them.</summary>
    public async Task DeliverAsync(IReadOnlyCollection<Delivery> deliveries)
    {
        if (deliveries.Count == 0)
            return;

        await using var scope = _host.Services.CreateAsyncScope();
        var queue = await scope.ServiceProvider.GetRequiredService<ISendEndpointProvider>()
            .GetSendEndpoint(Endpoints.AddressOf(Endpoints.OrderSaga));
        foreach (var delivery in deliveries)
        {
            await queue.Send(delivery.Message, delivery.Type, Pipe.Execute<SendContext>(context =>
            {
                context.MessageId = delivery.MessageId;
                if (delivery.TimerToken is { } token)
                    context.Headers.Set(MassTransit.MessageHeaders.SchedulingTokenId, token.ToString("D"));
            }));
        }

        (await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default)).ShouldBe(CommitOutcome.Committed);
    }

    /// <summary>Puts a message on its way exactly as it is, whoever wrote them.</summary>
    public async Task DispatchAsync(OutboxMessage message)
    {
        var unit = new UnitOfWork();
        unit.Outgoing.Add(message);
        (await _host.Services.GetRequiredService<ICommitter>().CommitAsync(unit, default)).ShouldBe(CommitOutcome.Committed);
    }

    public async Task<T> InDatabaseAsync<T>(Func<DbContext, Task<T>> work)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<DbContext>());
    }

    /// <summary>Waits until everything that was delivered, and every timer that is due, has been handled.</summary>
    public Task UntilQuietAsync() =>
        Eventually.BecomesTrueAsync(() => _bed.IsQuietAsync(_host.Services), "the outbox to be empty");

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _bed.DisposeAsync();
    }
}
