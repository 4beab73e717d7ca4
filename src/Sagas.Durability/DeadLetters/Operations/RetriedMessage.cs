using MassTransit;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>
/// The message of a dead letter, addressed to the queue it was taken from. It keeps its id: consumers of the queue that have
/// already handled it recognize it, and only the one that failed handles it.
/// </summary>
internal static class RetriedMessage
{
    // MassTransit's own error transport uses these headers to record why a message is in its queue.
    private const string FaultHeaders = "MT-Fault-";

    public static OutboxMessage Of(DeadLetter deadLetter, DeadLetterEdit? edit, DateTimeOffset now, DateTimeOffset visibleAt)
    {
        var envelope = EnvelopeFacts.Of(edit?.Body ?? deadLetter.Body);
        var types = deadLetter.MessageTypes.Length > 0 && edit?.Body is null
            ? deadLetter.MessageTypes
            : envelope.MessageTypes ?? deadLetter.MessageTypes;
        return new OutboxMessage
        {
            OutboxId = NewId.NextSequentialGuid(),
            MessageId = IdOf(deadLetter, envelope),
            ConversationId = deadLetter.ConversationId ?? envelope.ConversationId,
            DestinationAddress = $"exchange:{deadLetter.Endpoint}",
            MessageTypes = types,
            ContentType = deadLetter.ContentType,
            Headers = TransportHeaders.Serialize(HeadersOf(deadLetter, edit, types)),
            Body = edit?.Body ?? deadLetter.Body,
            CreatedAt = now,
            VisibleAt = visibleAt,
        };
    }

    // A foreign client may have sent none; then the dead letter's own id is used.
    private static Guid IdOf(DeadLetter deadLetter, EnvelopeFacts envelope) =>
        deadLetter.MessageId ?? envelope.MessageId ?? deadLetter.DeadLetterId;

    private static IEnumerable<KeyValuePair<string, object>> HeadersOf(DeadLetter deadLetter, DeadLetterEdit? edit, string types)
    {
        var headers = TransportHeaders.Deserialize(deadLetter.Headers);
        foreach (var (name, value) in edit?.Headers ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            headers[name] = value;
        // Not every format includes the type; a foreign client's message gets its type from the exchange it was published to.
        if (types.Length > 0)
            headers[MassTransit.MessageHeaders.MessageType] = types;
        // Its redeliveries are counted from the beginning again.
        headers.Remove(TransportHeaders.Redeliveries);
        headers.Remove(TransportHeaders.Postponed);
        headers[TransportHeaders.RetryOf] = deadLetter.DeadLetterId.ToString("D");
        headers[TransportHeaders.Mandatory] = "true";
        if (edit?.Body is not null)
            headers[TransportHeaders.Edited] = "true";
        return headers
            .Where(header => header.Value is not null && !IsOfError(header.Key))
            .Select(header => new KeyValuePair<string, object>(header.Key, header.Value!));
    }

    private static bool IsOfError(string name) =>
        name is MassTransit.MessageHeaders.Reason || name.StartsWith(FaultHeaders, StringComparison.Ordinal);
}
