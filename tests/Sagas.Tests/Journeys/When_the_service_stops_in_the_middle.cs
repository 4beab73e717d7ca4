using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Payments.Simulator;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

/// <summary>The process ends while one order is being charged and another one's customer is being told.</summary>
[EveryBed]
internal class When_the_service_stops_in_the_middle : Journey
{
    private Guid _unpaid;
    private Guid _paid;
    private TimeSpan _stopped;

    protected override async Task HappensAsync()
    {
        _unpaid = await Service.SubmitAsync("tok_slow");
        await Service.UntilGatewayIsSlowAsync();
        _paid = await Service.SubmitPaidAsync("tok_visa", "c-1");

        var begin = TimeProvider.System.GetTimestamp();
        await Service.StopAsync();
        _stopped = TimeProvider.System.GetElapsedTime(begin);

        Service.Notifications.OpenFor("c-1");
        Service.Start();
        // First: a customer is not told for as long as a slow charge takes.
        await Service.UntilStateAsync(_paid, OrderStatus.Completed);
        await Service.UntilGatewayIsSlowAsync();
        Service.Time.Advance(RunningService.SlowDelay);
        await Service.UntilStateAsync(_unpaid, OrderStatus.Completed);
        await Service.UntilQuietAsync();
    }

    [Test]
    public async Task Should_go_on_where_it_was()
    {
        foreach (var orderId in new[] { _unpaid, _paid })
        {
            (await Service.StepsAsync(orderId)).ShouldBe(
            [
                "OrderSubmitted: Initial → AwaitingPayment",
                "PaymentCompleted: AwaitingPayment → AwaitingNotification",
                "NotificationSent: AwaitingNotification → Completed",
            ]);
        }
    }

    [Test]
    public async Task Should_charge_once() =>
        (await Service.InDatabaseAsync(db => db.Set<SimulatedCharge>().ToListAsync()))
            .Select(charge => (charge.OrderId, charge.Attempts))
            .ShouldBe([(_unpaid, 1), (_paid, 1)], ignoreOrder: true);

    [Test]
    public async Task Should_not_take_its_own_end_for_a_failure_of_the_message() =>
        (await Service.InDatabaseAsync(db => db.Set<DeadLetter>().CountAsync())).ShouldBe(0);

    [Test]
    public void Should_not_wait_longer_than_is_set_for_those_who_do_not_come_back() =>
        _stopped.ShouldBeLessThan(RunningService.StopTimeout + TimeSpan.FromSeconds(10));
}
