using System.Diagnostics.Metrics;
using MassTransit;
using MassTransit.Saga;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts;
using Sagas.Orders;
using Sagas.Tests.Time;

namespace Sagas.Tests.Orders.World;

/// <summary>
/// The order process on MassTransit's test harness, with time that the test moves. This is the one place that knows where
/// sagas are stored: <see cref="StoreSagas"/>, <see cref="Find"/> and <see cref="Insert"/>.
/// </summary>
internal sealed class OrderProcessHarness : IAsyncDisposable
{
    private readonly RecordingScheduler _scheduler = new();
    private readonly DeliveryFilter _deliveries;
    private readonly OutgoingMessages _outgoing = new();
    private readonly ServiceProvider _services;
    private readonly ITestHarness _harness;

    private OrderProcessHarness(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        _deliveries = new DeliveryFilter(_scheduler);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddOrders(configuration)
            .AddMassTransitTestHarness(TextWriter.Null, bus =>
            {
                bus.AddOrders(StoreSagas);
                bus.AddConfigureEndpointsCallback((_, _, endpoint) => endpoint.UseFilter(_deliveries));
                bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
            })
            .BuildServiceProvider(validateScopes: true);
        _harness = _services.GetRequiredService<ITestHarness>();
        Ignored = new IgnoredEvents(_services.GetRequiredService<IMeterFactory>());
    }

    public ManualTimeProvider Clock { get; } = new();

    public IgnoredEvents Ignored { get; }

    public OrderStateMachine Machine => _services.GetRequiredService<OrderStateMachine>();

    public IBus Bus => _harness.Bus;

    public static async Task<OrderProcessHarness> StartAsync(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var process = new OrderProcessHarness(settings);
        await process._harness.Start();
        process.Bus.ConnectPublishObserver(process._outgoing);
        process.Bus.ConnectSendObserver(process._outgoing);
        return process;
    }

    /// <summary>Delivers a message to the saga's endpoint and waits until it was handled.</summary>
    /// <returns>What it failed with; null if it was handled or ignored.</returns>
    public async Task<Exception?> DeliverAsync(object message, Type messageType, Guid? timerToken = null)
    {
        var messageId = NewId.NextGuid();
        var handled = _deliveries.Expect(messageId);
        var endpoint = await Bus.GetSendEndpoint(Endpoints.AddressOf(Endpoints.OrderSaga));
        await endpoint.Send(message, messageType, Pipe.Execute<SendContext>(context =>
        {
            context.MessageId = messageId;
            if (timerToken is { } token)
                context.Headers.Set(MassTransit.MessageHeaders.SchedulingTokenId, token.ToString("D"));
        }));
        return await handled;
    }

    /// <summary>Publishes an event to whoever wants it and waits until the saga has handled it.</summary>
    public async Task<Exception?> PublishAsync<T>(T message) where T : class
    {
        var messageId = NewId.NextGuid();
        var handled = _deliveries.Expect(messageId);
        await Bus.Publish(message, context => context.MessageId = messageId);
        return await handled;
    }

    /// <summary>Moves time and lets every timer ring that falls due.</summary>
    public async Task AdvanceTimeAsync(TimeSpan by)
    {
        Clock.Advance(by);
        foreach (var timer in _scheduler.TakeDue(Clock.GetUtcNow()))
            await DeliverAsync(timer.Message, timer.Message.GetType(), timer.TokenId);
    }

    public IReadOnlyList<PendingTimer> TimersOf(Guid orderId) => [.. _scheduler.Pending.Where(timer => timer.OrderId == orderId)];

    public IReadOnlyList<(object Message, string? Queue)> SaidAbout(Guid orderId) => _outgoing.About(orderId);

    /// <summary>The stored order, or null.</summary>
    public OrderState? Find(Guid orderId) => Sagas.Select(order => order).FirstOrDefault(order => order.CorrelationId == orderId);

    /// <summary>Stores an order as the API does before the saga has seen it.</summary>
    public void Insert(OrderState order) => Sagas.Add(new SagaInstance<OrderState>(order));

    public async ValueTask DisposeAsync()
    {
        Ignored.Dispose();
        await _services.DisposeAsync();
    }

    private IndexedSagaDictionary<OrderState> Sagas => _services.GetRequiredService<IndexedSagaDictionary<OrderState>>();

    private static void StoreSagas(ISagaRegistrationConfigurator<OrderState> saga) => saga.InMemoryRepository();
}
