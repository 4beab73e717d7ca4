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

    public static OutboxMessage Of(DeadLetter letter, DeadLetterEdit? edit, DateTimeOffset now, DateTimeOffset visibleAt)
    {
        var envelope = EnvelopeFacts.Of(edit?.Body ?? letter.Body);
        var types = letter.MessageTypes.Length > 0 && edit?.Body is null ? letter.MessageTypes : envelope.MessageTypes ?? letter.MessageTypes;
        return new OutboxMessage
        {
            OutboxId = NewId.NextSequentialGuid(),
            MessageId = IdOf(letter, envelope),
            ConversationId = letter.ConversationId ?? envelope.ConversationId,
            DestinationAddress = $"exchange:{letter.Endpoint}",
            MessageTypes = types,
            ContentType = letter.ContentType,
            Headers = TransportHeaders.Serialize(HeadersOf(letter, edit, types)),
            Body = edit?.Body ?? letter.Body,
            CreatedAt = now,
            VisibleAt = visibleAt,
        };
    }

    // A foreign client may have sent none; then the dead letter's own id is used.
    private static Guid IdOf(DeadLetter letter, EnvelopeFacts envelope) => letter.MessageId ?? envelope.MessageId ?? letter.DeadLetterId;

    private static IEnumerable<KeyValuePair<string, object>> HeadersOf(DeadLetter letter, DeadLetterEdit? edit, string types)
    {
        var headers = TransportHeaders.Deserialize(letter.Headers);
        foreach (var (name, value) in edit?.Headers ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            headers[name] = value;
        // Not every format includes the type; a foreign client's message gets its type from the exchange it was published to.
        if (types.Length > 0)
            headers[MassTransit.MessageHeaders.MessageType] = types;
        // Its redeliveries are counted from the beginning again.
        headers.Remove(TransportHeaders.Redeliveries);
        headers[TransportHeaders.RetryOf] = letter.DeadLetterId.ToString("D");
        headers[TransportHeaders.MustArrive] = "true";
        if (edit?.Body is not null)
            headers[TransportHeaders.Edited] = "true";
        return headers
            .Where(header => header.Value is not null && !IsOfError(header.Key))
            .Select(header => new KeyValuePair<string, object>(header.Key, header.Value!));
    }

    private static bool IsOfError(string name) =>
        name is MassTransit.MessageHeaders.Reason || name.StartsWith(FaultHeaders, StringComparison.Ordinal);
}
