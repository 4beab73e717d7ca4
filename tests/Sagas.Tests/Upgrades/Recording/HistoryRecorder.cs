using Microsoft.EntityFrameworkCore;
using Sagas.Orders;
using Sagas.Tests.Properties;

namespace Sagas.Tests.Upgrades.Recording;

/// <summary>Lets orders go down every path, and writes down what they heard, did and said.</summary>
internal static class HistoryRecorder
{
    private static readonly TimeSpan LongerThanAnyTimer = TimeSpan.FromMinutes(15);

    public static async Task<(IReadOnlyList<RecordedHistory> Histories, IReadOnlyList<RecordedMessage> Messages)> RecordAsync()
    {
        var tap = new StepTap();
        await using var host = await OrderHost.StartAsync(listener: tap);
        var histories = new List<RecordedHistory>();
        foreach (var (name, path) in Paths.All)
            histories.Add(await RecordAsync(host, tap, name, path));
        return (histories, [.. tap.Messages.DistinctBy(message => message.MessageTypes).Select(RecordedMessage.Of)
            .OrderBy(message => message.Type, StringComparer.Ordinal)]);
    }

    private static async Task<RecordedHistory> RecordAsync(
        OrderHost host, StepTap tap, string name, IReadOnlyList<OrderEvent?> path)
    {
        var orderId = Guid.CreateVersion7(host.Time.GetUtcNow());
        var steps = new List<RecordedStep>();
        foreach (var said in path)
        {
            var state = await StateOfAsync(host, orderId);
            var messageId = said is { } happened
                ? await DeliverAsync(host, happened, orderId)
                : await RingAsync(host, tap, orderId);
            await host.UntilQuietAsync();
            var message = RecordedMessage.Of(tap.Messages.Single(sent => sent.MessageId == messageId));
            steps.Add(tap.StepOf(messageId) is { } step
                ? new(step.Event, step.From, step.To, step.Sent, message)
                : new(said!.Value.ToString(), state, state, [], message));
            host.Time.Advance(TimeSpan.FromSeconds(1));
        }

        return new(name, orderId, steps);
    }

    private static async Task<Guid> DeliverAsync(OrderHost host, OrderEvent said, Guid orderId)
    {
        var delivery = Delivery.Of(said, orderId);
        await host.DeliverAsync([delivery]);
        return delivery.MessageId;
    }

    private static async Task<Guid> RingAsync(OrderHost host, StepTap tap, Guid orderId)
    {
        var order = await host.InDatabaseAsync(
            db => db.Set<OrderState>().AsNoTracking().SingleAsync(row => row.CorrelationId == orderId));
        var token = order.CurrentState == nameof(OrderStateMachine.AwaitingPayment)
            ? order.PaymentTimeoutTokenId
            : order.NotificationTimeoutTokenId;
        host.Time.Advance(LongerThanAnyTimer);
        return tap.Messages.Single(message => message.TokenId == token).MessageId;
    }

    private static async Task<string> StateOfAsync(OrderHost host, Guid orderId) =>
        await host.InDatabaseAsync(db => db.Set<OrderState>().Where(row => row.CorrelationId == orderId)
            .Select(row => row.CurrentState).SingleOrDefaultAsync()) ?? "Initial";
}
