using Sagas.Orders.Api;
using Sagas.Tests.Hosting.Telemetry.World;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Orders;

// Instruments and spans are the whole run's: other services would be heard, too.
[NonParallelizable]
internal class When_orders_under_way_are_told : Journey
{
    private static readonly string[] States = [.. Enum.GetValues<OrderStatus>().Select(OrderStates.ToState)];

    private readonly MeasurementRecorder _recorder = new();
    private Dictionary<string, double?> _counts = [];
    private double? _age;

    protected override async Task HappensAsync()
    {
        OrderId = await Service.SubmitAsync("tok_slow");
        await Service.UntilGatewayIsSlowAsync();
        Service.Time.Advance(TimeSpan.FromMinutes(1));
        await Service.UntilAsync(() => Task.FromResult(Count("AwaitingPayment") == 1), "the order to be told");

        _counts = States.ToDictionary(state => state, Count, StringComparer.Ordinal);
        _age = _recorder.Now("sagas.instances.oldest_age", "saga=OrderState state=AwaitingPayment");
        await Service.LetTimePassAsync();
    }

    [OneTimeTearDown]
    public void StopListening() => _recorder.Dispose();

    [Test]
    public void Should_tell_how_long_one_has_stood_in_its_state() =>
        _age.ShouldNotBeNull().ShouldBeInRange(50, 61);

    [TestCase("Initial")]
    [TestCase("AwaitingNotification")]
    [TestCase("Compensating")]
    [TestCase("NeedsAttention")]
    public void Should_tell_that_none_is_in_another_state(string state) => _counts[state].ShouldBe(0);

    [TestCase("Completed")]
    [TestCase("Rejected")]
    [TestCase("Cancelled")]
    public void Should_not_count_those_that_ended(string state) => _counts[state].ShouldBeNull();

    private double? Count(string state) => _recorder.Now("sagas.instances", $"saga=OrderState state={state}");
}
