using System.Text.Json;
using Sagas.Benchmarks.Contests;
using Sagas.Benchmarks.Floors.Brokers;
using Sagas.Benchmarks.Floors.Messages;

namespace Sagas.Benchmarks.Floors;

/// <summary>
/// The order process, hand-written for this one purpose directly on the clients of broker and database, with the same messages,
/// rows and guarantees as the service: what remains when nothing is generic any more.
/// </summary>
internal sealed class Floor : IContestant
{
    private const string Orders = "floor-order-saga";
    private const string Payments = "floor-process-payment";
    private const string Notifications = "floor-send-notification";
    private const string Submitted = "floor-OrderSubmitted";
    private const string PaymentCompleted = "floor-PaymentCompleted";
    private const string NotificationSent = "floor-NotificationSent";
    private const string ProcessPayment = "floor-ProcessPayment";
    private const string SendNotification = "floor-SendNotification";
    private const string OrderPaid = "floor-OrderPaid";
    private const string OrderCompleted = "floor-OrderCompleted";

    private readonly IFloorCommitter _committer;
    private readonly IFloorBroker _broker;
    private readonly FloorOutbox _outbox;

    private Floor(IFloorCommitter committer, IFloorBroker broker)
    {
        _committer = committer;
        _broker = broker;
        _outbox = new FloorOutbox(broker, committer);
    }

    public Action? OrderEnded { get; set; }

    public static async Task<IContestant> StartAsync(IFloorCommitter committer, IFloorBroker broker)
    {
        var floor = new Floor(committer, broker);
        await broker.DeclareAsync(OrderPaid);
        await broker.DeclareAsync(OrderCompleted);
        await broker.ConsumeAsync(Orders, [Submitted, PaymentCompleted, NotificationSent], floor.HandleOrderAsync);
        await broker.ConsumeAsync(Payments, [ProcessPayment], floor.PayAsync);
        await broker.ConsumeAsync(Notifications, [SendNotification], floor.NotifyAsync);
        return floor;
    }

    public async Task<Guid> SubmitAsync(int number, CancellationToken cancellationToken)
    {
        var order = new FloorOrder(
            Guid.CreateVersion7(), $"c-{number}", "ada@example.com", "EUR", [new FloorLine("BOOK-1", 2, 19.90m)], 39.80m,
            "tok_visa", DateTimeOffset.UtcNow);
        var unit = new FloorUnit
        {
            Rows = { new FloorRow.NewOrder(order, LinesOf(order)) },
            Outgoing =
            {
                FloorOutgoing.New(Submitted, FloorMessage.New(Submitted, Guid.CreateVersion7(), order, 0), 0, null, null),
            },
        };
        await CommitAsync(unit);
        return order.OrderId;
    }

    public async ValueTask DisposeAsync()
    {
        await _outbox.DisposeAsync();
        await _broker.DisposeAsync();
        await _committer.DisposeAsync();
    }

    private static string LinesOf(FloorOrder order) => JsonSerializer.Serialize(order.Lines, JsonSerializerOptions.Web);

    private async Task HandleOrderAsync(string exchange, ReadOnlyMemory<byte> body)
    {
        var message = FloorMessage.FromJson(body.Span);
        var state = await _committer.FindAsync(message.Message.OrderId);
        var (unit, next) = exchange switch
        {
            Submitted => Begin(message, state),
            PaymentCompleted => Confirm(message, state),
            _ => End(message, state),
        };
        await CommitAsync(unit);
        if (next == "Completed")
            OrderEnded?.Invoke();
    }

    private static (FloorUnit Unit, string State) Begin(FloorMessage message, FloorState state)
    {
        var timer = Guid.CreateVersion7();
        var unit = NewUnit(message, Orders);
        unit.Rows.Add(
            new FloorRow.MoveOrder(message.Message, state.Lines, "AwaitingPayment", state.Version, null, null, timer, null));
        unit.Outgoing.Add(FloorOutgoing.New(ProcessPayment, message, state.Version + 1));
        unit.Outgoing.Add(FloorOutgoing.Timer("floor-PaymentExpired", message, state.Version + 1, timer));
        return Step(unit, message, state, "OrderSubmitted", "AwaitingPayment");
    }

    private static (FloorUnit Unit, string State) Confirm(FloorMessage message, FloorState state)
    {
        var timer = Guid.CreateVersion7();
        var unit = NewUnit(message, Orders);
        unit.Rows.Add(new FloorRow.MoveOrder(
            message.Message, state.Lines, "AwaitingNotification", state.Version, message.Message.OrderId, null, null, timer));
        unit.CancelledTimers.Add(state.PaymentTimer!.Value);
        unit.Outgoing.Add(FloorOutgoing.New(OrderPaid, message, state.Version + 1));
        unit.Outgoing.Add(FloorOutgoing.New(SendNotification, message, state.Version + 1));
        unit.Outgoing.Add(FloorOutgoing.Timer("floor-NotificationExpired", message, state.Version + 1, timer));
        return Step(unit, message, state, "PaymentCompleted", "AwaitingNotification");
    }

    private static (FloorUnit Unit, string State) End(FloorMessage message, FloorState state)
    {
        var unit = NewUnit(message, Orders);
        unit.Rows.Add(
            new FloorRow.MoveOrder(message.Message, state.Lines, "Completed", state.Version, state.PaymentId, true, null, null));
        unit.CancelledTimers.Add(state.NotificationTimer!.Value);
        unit.Outgoing.Add(FloorOutgoing.New(OrderCompleted, message, state.Version + 1));
        return Step(unit, message, state, "NotificationSent", "Completed");
    }

    private static (FloorUnit Unit, string State) Step(
        FloorUnit unit, FloorMessage message, FloorState state, string name, string next)
    {
        unit.Steps.Add(new FloorStep(
            state.OrderId, state.Version + 1, name, state.State, next, message.MessageId, message.ConversationId,
            JsonSerializer.Serialize(new { currentState = next, version = state.Version + 1, updatedAt = DateTime.UtcNow }),
            JsonSerializer.Serialize(
                unit.Outgoing.Select(sent => new { sent.Message.MessageId, Type = sent.Destination, sent.DueAt }),
                JsonSerializerOptions.Web)));
        return (unit, next);
    }

    private async Task PayAsync(string exchange, ReadOnlyMemory<byte> body)
    {
        var message = FloorMessage.FromJson(body.Span);
        var paymentId = Guid.CreateVersion7();
        // Before the gateway is called, as in the service; and then the gateway's own ledger.
        await _committer.CommitAsync(new FloorUnit { Rows = { new FloorRow.NewPayment(paymentId, message.Message) } });
        await _committer.CommitAsync(new FloorUnit { Rows = { new FloorRow.Charge(paymentId, message.Message) } });
        var unit = NewUnit(message, Payments);
        unit.Rows.Add(new FloorRow.MarkCharged(paymentId));
        unit.Outgoing.Add(FloorOutgoing.New(PaymentCompleted, message, 0));
        await CommitAsync(unit);
    }

    private async Task NotifyAsync(string exchange, ReadOnlyMemory<byte> body)
    {
        var message = FloorMessage.FromJson(body.Span);
        var unit = NewUnit(message, Notifications);
        unit.Rows.Add(new FloorRow.NewNotification(message.Message.OrderId));
        unit.Outgoing.Add(FloorOutgoing.New(NotificationSent, message, 0));
        await CommitAsync(unit);
    }

    private static FloorUnit NewUnit(FloorMessage message, string consumer) => new() { Claim = (message.MessageId, consumer) };

    private async Task CommitAsync(FloorUnit unit)
    {
        await _committer.CommitAsync(unit);
        _ = _outbox.SendAsync(unit.Outgoing);
    }
}
