using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;

namespace Sagas.Tests.Upgrades;

/// <summary>Hears every step that sagas make and every message that is sent, right after the commit.</summary>
internal sealed class StepTap : ICommitListener
{
    private readonly ConcurrentDictionary<Guid, OutboxMessage> _messages = new();
    private readonly ConcurrentDictionary<Guid, (SagaTransition Step, IReadOnlyList<OutboxMessage> Sent)> _steps = new();

    public void Committed(UnitOfWork unit)
    {
        unit.Outgoing.ForEach(message => _messages[message.MessageId] = message);
        foreach (var step in unit.Transitions)
            _steps[step.MessageId!.Value] = (step, [.. unit.Outgoing.Where(message => message.SagaId == step.SagaId)]);
    }

    /// <summary>Every message that was sent, timers included, the first of its type first.</summary>
    public IEnumerable<OutboxMessage> Messages =>
        _messages.Values.OrderBy(message => message.CreatedAt).ThenBy(message => message.Ordinal);

    /// <summary>What was done with a message; null if nothing was.</summary>
    public (string Event, string From, string To, IReadOnlyList<RecordedSending> Sent)? StepOf(Guid messageId) =>
        _steps.TryGetValue(messageId, out var step)
            ? (step.Step.Event, step.Step.FromState, step.Step.ToState,
                [.. step.Sent.Select(message => Sending(message, step.Step.At))])
            : null;

    private static RecordedSending Sending(OutboxMessage message, DateTimeOffset at) => new(
        message.MessageTypes.Split(';')[0], message.DestinationAddress, message.DueAt - at, Content(message, at));

    // A replay happens at another time.
    private static JsonNode Content(OutboxMessage message, DateTimeOffset at)
    {
        var content = JsonNode.Parse(message.Body)!["message"]!.AsObject();
        foreach (var (name, value) in content.ToList())
        {
            if (value?.GetValueKind() == JsonValueKind.String
                && value.AsValue().TryGetValue<DateTimeOffset>(out var time) && time == at)
                content[name] = "(now)";
        }

        return content.DeepClone();
    }
}
