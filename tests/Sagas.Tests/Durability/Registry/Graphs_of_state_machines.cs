using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sagas.Durability.Registry;
using Sagas.Orders;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Registry;

internal class Graphs_of_state_machines
{
    [Test]
    public void Should_have_every_way_of_a_small_machine() =>
        StateGraphVisitor<ParcelState>.Read(new ParcelStateMachine(new ManualTimeProvider())).Transitions.ShouldBe(
            [
                new StateTransition("Initial", "Posted", "ParcelPosted", "Travelling"),
                new StateTransition("Travelling", "Delivered", "ParcelDelivered", "Arrived"),
                new StateTransition("Travelling", "Lost.Received", "ParcelLost", "Missing"),
            ],
            ignoreOrder: true);

    [Test]
    public void Should_tell_the_same_event_in_different_states_apart()
    {
        var completed = Orders().Transitions.Where(way => way.Event == "PaymentCompleted")
            .Select(way => new KeyValuePair<string, string>(way.From, way.To)).ToList();

        completed.ShouldBe(
            [
                new("AwaitingPayment", "AwaitingNotification"),
                new("Compensating", "Compensating"),
                new("NeedsAttention", "Compensating"),
                new("Cancelled", "Compensating"),
                new("Rejected", "Compensating"),
                // If another sum was charged.
                new("AwaitingPayment", "NeedsAttention"),
                new("Compensating", "NeedsAttention"),
                new("NeedsAttention", "NeedsAttention"),
                new("Cancelled", "NeedsAttention"),
                new("Rejected", "NeedsAttention"),
            ],
            ignoreOrder: true);
    }

    [Test]
    public void Should_name_messages_as_the_history_does() => Orders().Transitions
        .ShouldContain(new StateTransition("AwaitingPayment", "ProcessPaymentFaulted", "ProcessPaymentFaulted", "Compensating"));

    [Test]
    public void Should_leave_out_a_final_state_that_is_never_reached() => Orders().States.ShouldBe(
        ["Initial", "AwaitingPayment", "AwaitingNotification", "Compensating", "NeedsAttention", "Completed",
            "Rejected", "Cancelled"],
        ignoreOrder: true);

    [Test]
    public void Should_know_what_may_come_yet()
    {
        Orders().ReachableFrom("Completed").ShouldBeEmpty();
        Orders().ReachableFrom("AwaitingNotification")
            .ShouldBe(["Completed", "Compensating", "Cancelled", "NeedsAttention"], ignoreOrder: true);
    }

    private static StateGraph Orders()
    {
        using var services = new ServiceCollection().AddMetrics().AddSingleton<OrderMetrics>().BuildServiceProvider();
        return StateGraphVisitor<OrderState>.Read(new OrderStateMachine(
            Options.Create(new OrdersOptions()), new ManualTimeProvider(), services.GetRequiredService<OrderMetrics>()));
    }
}
