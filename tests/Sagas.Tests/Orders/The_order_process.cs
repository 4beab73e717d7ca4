using System.Text.Json;
using MassTransit;
using MassTransit.SagaStateMachine;
using Sagas.Orders;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

/// <summary>Compares the machine with the table, pair by pair, so that nobody adds an event and forgets a state.</summary>
internal class The_order_process : OrderProcessFixture
{
    private OrderStateMachine Machine => Process.Machine;

    private IEnumerable<State> States => Machine.States.Where(state => state != Machine.Initial && state != Machine.Final);

    protected override Task HappensAsync() => Task.CompletedTask;

    [Test]
    public void Should_have_the_states_of_the_table() =>
        States.Select(state => state.Name).ShouldBe(OrderProcessTable.States, ignoreOrder: true);

    [Test]
    public void Should_have_the_events_of_the_table() =>
        Machine.Events.Select(@event => NameOf(@event.Name)).Distinct(StringComparer.Ordinal)
            .ShouldBe(OrderProcessTable.Events.Keys, ignoreOrder: true);

    [Test]
    public void Should_answer_every_event_in_every_state()
    {
        var unanswered =
            from state in States
            let answered = Machine.NextEvents(state).ToHashSet()
            from @event in Machine.Events
            where !answered.Contains(@event)
            select $"{state.Name}: {@event.Name}";

        unanswered.ShouldBeEmpty();
    }

    [Test]
    public void Should_handle_what_the_table_says_and_ignore_the_rest()
    {
        var handled =
            from edge in Machine.GetGraph().Edges
            where edge.From.VertexType == typeof(State)
            select (edge.From.Title, NameOf(edge.To.Title));

        handled.Distinct().ShouldBe(
            OrderProcessTable.Rows.Keys
                .Union(OrderProcessTable.OtherSums.Where(row => row.Value is not null).Select(row => row.Key)),
            ignoreOrder: true);
    }

    [Test]
    public void Should_begin_with_the_submission_and_nothing_else() =>
        Machine.NextEvents(Machine.Initial).Select(@event => @event.Name).ShouldBe(["OrderSubmitted"]);

    [TestCaseSource(nameof(Rows))]
    public async Task Should_go_where_the_table_says(string state, string eventName, string next)
    {
        var order = state is "Initial" ? new OrderUnderTest(Process) : await OrderInAsync(state);
        (await order.ReceivesAsync(OrderProcessTable.Events[eventName](order))).ShouldBeNull();
        order.State.ShouldBe(next);
        order.Stored.UpdatedAt.ShouldBe(Now);
    }

    [Test]
    public void Should_work_on_the_messages_of_one_order_one_after_the_other()
    {
        var pipes = Objects(JsonSerializer.SerializeToElement(Process.Bus.GetProbeResult().Results))
            .Where(pipe => pipe.TryGetProperty("filterType", out var type) && type.GetString() is "dispatchPipe")
            .ToList();

        pipes.Count.ShouldBe(OrderProcessTable.Events.Count);
        pipes.Select(pipe => pipe.GetProperty("filters")[0].GetProperty("partitioner").GetProperty("id").GetString())
            .Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
    }

    private static IEnumerable<TestCaseData> Rows =>
        OrderProcessTable.Rows.Select(row => new TestCaseData(row.Key.State, row.Key.Event, row.Value));

    private static IEnumerable<JsonElement> Objects(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Objects(property.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
        _ => [],
    };

    /// <summary>A timer's events bear the timer's name; the table calls them by their message.</summary>
    private static string NameOf(string eventName) => eventName switch
    {
        "PaymentTimer.Received" or "PaymentTimer.AnyReceived" => "PaymentExpired",
        "NotificationTimer.Received" or "NotificationTimer.AnyReceived" => "NotificationExpired",
        _ => eventName,
    };
}
