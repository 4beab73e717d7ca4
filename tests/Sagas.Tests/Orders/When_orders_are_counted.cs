using Sagas.Orders.Api;
using Sagas.Tests.Hosting.Telemetry.World;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Orders;

// Instruments and spans are the whole run's: other services would be heard, too.
[NonParallelizable]
internal class When_orders_are_counted : Journey
{
    private static readonly TimeSpan Slow = RunningService.SlowDelay;

    private readonly MeasurementRecorder _recorder = new();

    protected override async Task HappensAsync()
    {
        var completed = await Service.SubmitAsync("tok_visa", "c-1");
        var rejected = await Service.SubmitAsync("tok_declined", "c-2");
        OrderId = await Service.SubmitAsync("tok_slow", "c-3");
        await Service.UntilStateAsync(completed, OrderStatus.Completed);
        await Service.UntilStateAsync(rejected, OrderStatus.Rejected);
        await Service.UntilGatewayIsSlowAsync();
        Service.Time.Advance(Slow);
        await Service.UntilStateAsync(OrderId, OrderStatus.Completed);
        await Service.UntilQuietAsync();
    }

    [OneTimeTearDown]
    public void StopListening() => _recorder.Dispose();

    [Test]
    public void Should_tell_how_they_ended()
    {
        _recorder.Sum("sagas.orders.ended", "state=Completed").ShouldBe(2);
        _recorder.Sum("sagas.orders.ended", "state=Rejected").ShouldBe(1);
        _recorder.TagsOf("sagas.orders.ended").ShouldBe(["state=Completed", "state=Rejected"]);
    }

    [Test]
    public void Should_tell_how_long_they_took()
    {
        _recorder.Of("sagas.orders.duration", "state=Completed").Order().ShouldBe([0, Slow.TotalSeconds], tolerance: 0.001);
        _recorder.Of("sagas.orders.duration", "state=Rejected").ShouldHaveSingleItem();
    }

    [Test]
    public void Should_tell_their_steps() => _recorder.TagsOf("sagas.transitions").ShouldBe(
    [
        "saga=OrderState event=NotificationSent from=AwaitingNotification to=Completed",
        "saga=OrderState event=OrderSubmitted from=Initial to=AwaitingPayment",
        "saga=OrderState event=PaymentCompleted from=AwaitingPayment to=AwaitingNotification",
        "saga=OrderState event=PaymentDeclined from=AwaitingPayment to=Rejected",
    ]);

    [Test]
    public void Should_measure_commits()
    {
        _recorder.Of("sagas.commit.duration").ShouldAllBe(seconds => seconds > 0 && seconds < 60);
        _recorder.Of("sagas.commit.duration").Count.ShouldBe(_recorder.Of("sagas.commit.group_size").Count);
        _recorder.Of("sagas.commit.group_size").ShouldAllBe(units => units >= 1);
        _recorder.Sum("sagas.commit.group_size").ShouldBeGreaterThan(10);
    }

    [Test]
    public void Should_measure_what_leaves_the_outbox()
    {
        _recorder.Sum("sagas.outbox.dispatched", "destination=process-payment").ShouldBe(3);
        _recorder.Sum("sagas.outbox.dispatched", "destination=send-notification").ShouldBe(3);
        _recorder.TagsOf("sagas.outbox.dispatched")
            .ShouldContain("destination=urn:message:Sagas.Contracts.Orders:OrderSubmitted");
        _recorder.Of("sagas.outbox.dispatch.duration").Count.ShouldBe((int)_recorder.TagsOf("sagas.outbox.dispatched")
            .Sum(tags => _recorder.Sum("sagas.outbox.dispatched", tags)));
    }
}
