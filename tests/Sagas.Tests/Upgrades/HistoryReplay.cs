using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Durability.Tables;
using Sagas.Orders;
using Sagas.Tests.Properties;

namespace Sagas.Tests.Upgrades;

/// <summary>Lets the process of this program hear what an older one has heard, and tells where it does something else.</summary>
internal sealed class HistoryReplay : IAsyncDisposable
{
    private static readonly Uri Queue = new($"exchange:{Endpoints.OrderSaga}");

    private readonly StepTap _tap;
    private readonly OrderHost _host;

    private HistoryReplay(StepTap tap, OrderHost host)
    {
        _tap = tap;
        _host = host;
    }

    public static async Task<HistoryReplay> StartAsync(IEventObserver<OrderState>? mistake = null)
    {
        var tap = new StepTap();
        return new HistoryReplay(tap, await OrderHost.StartAsync(mistake, tap));
    }

    /// <returns>The first difference; null if there is none.</returns>
    public async Task<string?> FindDifferenceAsync(RecordedHistory history)
    {
        foreach (var (index, step) in history.Steps.Index())
        {
            var actual = await ReplayAsync(history.OrderId, step);
            foreach (var (what, expected, found) in Compare(step, actual))
            {
                if (!string.Equals(expected, found, StringComparison.Ordinal))
                    return $"\"{history.Name}\", step {index + 1} ({step.Event}): {what} was {expected}, and is {found} now.";
            }
        }

        return null;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Whether a JSON value says at least what another says.</summary>
    public static bool Includes(JsonNode? whole, JsonNode? part) => (whole, part) switch
    {
        (JsonObject all, JsonObject some) => some.All(member => Includes(all[member.Key], member.Value)),
        (JsonArray all, JsonArray some) =>
            all.Count == some.Count && all.Zip(some).All(pair => Includes(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(whole, part),
    };

    private async Task<Outcome> ReplayAsync(Guid orderId, RecordedStep step)
    {
        var order = await FindAsync(orderId);
        var token = order?.CurrentState == nameof(OrderStateMachine.AwaitingPayment)
            ? order.PaymentTimeoutTokenId
            : order?.NotificationTimeoutTokenId;
        await _host.DispatchAsync(step.Message.ToRow(Queue, token, _host.Time.GetUtcNow()));
        await _host.UntilQuietAsync();
        _host.Time.Advance(TimeSpan.FromSeconds(1));

        if (await FindReasonAsync(step.Message.MessageId) is { } reason)
            return new($"given up ({reason})", []);
        var state = order?.CurrentState ?? "Initial";
        return _tap.StepOf(step.Message.MessageId) is { } made
            ? new($"{made.From} → {made.To}", made.Sent)
            : new($"{state} → {state}", []);
    }

    private Task<OrderState?> FindAsync(Guid orderId) => _host.InDatabaseAsync(
        db => db.Set<OrderState>().AsNoTracking().SingleOrDefaultAsync(order => order.CorrelationId == orderId));

    private Task<string?> FindReasonAsync(Guid messageId) => _host.InDatabaseAsync(
        db => db.Set<DeadLetter>().Where(deadLetter => deadLetter.MessageId == messageId).Select(deadLetter => deadLetter.Reason)
            .FirstOrDefaultAsync());

    private static IEnumerable<(string What, string Expected, string Found)> Compare(RecordedStep step, Outcome actual)
    {
        yield return ("what the order did", $"{step.From} → {step.To}", actual.Moved);
        yield return ("what it sent", Told(step.Sent), Told(actual.Sent));
        foreach (var (recorded, sent) in step.Sent.Zip(actual.Sent))
        {
            if (!Includes(sent.Content, recorded.Content))
                yield return ($"what {recorded.Type} says", recorded.Content.ToJsonString(), sent.Content.ToJsonString());
        }
    }

    private static string Told(IReadOnlyList<RecordedSending> sent) =>
        sent.Count == 0 ? "nothing" : string.Join(", ", sent.Select(
            message => $"{message.Type} to {message.Destination}{(message.DueIn is { } due ? $" in {due:c}" : "")}"));

    private sealed record Outcome(string Moved, IReadOnlyList<RecordedSending> Sent);
}
