using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Properties;

/// <summary>The whole service under any mix of payments, cancellations and restarts.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class Whatever_is_ordered
{
    private const int Cases = 15;
    private const int LargestCase = 10;

    // Such a customer cancels as soon as the order is confirmed.
    private const string Fickle = "fickle";

    private RunningService _service = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = await RunningService.StartAsync();
        _service.BeforeNotification = notification =>
            notification is { CustomerId: Fickle, Template: NotificationTemplate.OrderConfirmed }
                ? _service.TryCancelAsync(notification.OrderId, "changed my mind")
                : Task.CompletedTask;
    }

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Should_end_well()
    {
        Always.Holds(OrderMix.Any(), ShouldEndWellAsync, Cases, LargestCase);

        var ends = await _service.InDatabaseAsync(db => db.Set<OrderState>()
            .GroupBy(order => order.CurrentState).Select(same => $"{same.Count()} {same.Key}").ToListAsync());
        await TestContext.Out.WriteLineAsync(string.Join(", ", ends));
    }

    private async Task ShouldEndWellAsync(OrderMix mix)
    {
        var orderIds = await Task.WhenAll(mix.Orders.Select(SubmitAsync));
        if (mix.Restart)
            await _service.RestartAsync();
        await _service.LetTimePassAsync();
        await SettleAsync(orderIds);

        var breaches = await _service.InDatabaseAsync(db => Invariants.BreachesAsync(db, orderIds));
        breaches.ShouldBeEmpty();
        Invariants.UnfinishedOrders(await _service.InDatabaseAsync(db => Invariants.OrdersAsync(db, orderIds))).ShouldBeEmpty();
    }

    private async Task<Guid> SubmitAsync(MixedOrder order)
    {
        var orderId = await _service.SubmitAsync(
            order.Token, order.Cancelled == Cancelled.WhenPaid ? Fickle : RunningService.Customer);
        if (order.Cancelled == Cancelled.AtOnce)
            await _service.TryCancelAsync(orderId, "clicked too fast");
        return orderId;
    }

    // The gateway never refunds tok_refund_down, so a person has to; and to look at what was charged wrongly.
    private async Task SettleAsync(IReadOnlyCollection<Guid> orderIds)
    {
        var orders = await _service.InDatabaseAsync(db => Invariants.OrdersAsync(db, orderIds));
        foreach (var order in orders.Where(order => order.CurrentState == nameof(OrderStatus.NeedsAttention)))
            await _service.SendAsync(new ResolveManually(order.CorrelationId, "grace", "paid back by bank transfer"));
        await _service.LetTimePassAsync();
    }
}
