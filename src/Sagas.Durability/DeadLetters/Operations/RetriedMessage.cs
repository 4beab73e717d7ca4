using MassTransit;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>
/// The message of a dead letter, addressed to the queue it was taken from. It keeps its id: consumers of the queue that have
/// already handled it recognize it, and only the one that failed handles it. Whatever is not edited is sent as it was received.
/// </summary>
internal static class RetriedMessage
{
    // MassTransit's own error transport uses these headers to record why a message is in its queue, and who put it there.
    private const string FaultHeaders = "MT-Fault-";
    private const string HostHeaders = "MT-Host-";

    private static readonly DeadLetterEdit NoChange = new(Body: null);

    public static OutboxMessage Of(DeadLetter deadLetter, DeadLetterEdit? edit, DateTimeOffset now, DateTimeOffset visibleAt)
    {
        var changes = edit ?? NoChange;
        var envelope = EnvelopeFacts.Of(changes.Body ?? deadLetter.Body);
        var types = TypesOf(deadLetter, changes, envelope);
        var (headers, wire) = StoredProperties.Of(
            new MessageProperties(HeadersOf(deadLetter, changes, types), changes.PropertiesOf(deadLetter)));
        return new OutboxMessage
        {
            OutboxId = NewId.NextSequentialGuid(),
            MessageId = IdOf(deadLetter, envelope),
            ConversationId = deadLetter.ConversationId ?? envelope.ConversationId,
            DestinationAddress = $"exchange:{deadLetter.Endpoint}",
            MessageTypes = types,
            ContentType = changes.ContentTypeOf(deadLetter),
            Headers = headers,
            Wire = wire,
            Body = changes.Body ?? deadLetter.Body,
            Bytes = changes.Body is null ? deadLetter.Bytes : null,
            CreatedAt = now,
            VisibleAt = visibleAt,
        };
    }

    private static string TypesOf(DeadLetter deadLetter, DeadLetterEdit changes, EnvelopeFacts envelope)
    {
        if (changes.Headers?.GetValueOrDefault(MassTransit.MessageHeaders.MessageType) is { Length: > 0 } given)
            return given;
        return deadLetter.MessageTypes.Length > 0 && changes.Body is null
            ? deadLetter.MessageTypes
            : envelope.MessageTypes ?? changes.TypesOutsideOf(deadLetter);
    }

    /// <summary>The id under which the message is sent, by which its outcome is found.</summary>
    /// <param name="deadLetter">The dead letter.</param>
    /// <param name="edit">What is changed; null if nothing is.</param>
    public static Guid IdOf(DeadLetter deadLetter, DeadLetterEdit? edit = null) =>
        deadLetter.MessageId ?? IdOf(deadLetter, EnvelopeFacts.Of(edit?.Body ?? deadLetter.Body));

    // A foreign client may have sent none; then the dead letter's own id is used.
    private static Guid IdOf(DeadLetter deadLetter, EnvelopeFacts envelope) =>
        deadLetter.MessageId ?? envelope.MessageId ?? deadLetter.DeadLetterId;

    private static Dictionary<string, object?> HeadersOf(DeadLetter deadLetter, DeadLetterEdit changes, string types)
    {
        var headers = changes.HeadersOf(deadLetter);
        // Not every format includes the type; a foreign client's message gets its type from the exchange it was published to.
        if (types.Length > 0)
            headers[MassTransit.MessageHeaders.MessageType] = types;
        // Its redeliveries are counted from the beginning again.
        headers.Remove(TransportHeaders.Redeliveries);
        headers.Remove(TransportHeaders.Postponed);
        headers[TransportHeaders.RetryOf] = deadLetter.DeadLetterId.ToString("D");
        headers[TransportHeaders.Mandatory] = "true";
        if (changes.Body is not null)
            headers[TransportHeaders.Edited] = "true";
        var wasInErrorQueue = headers.ContainsKey(MassTransit.MessageHeaders.Reason);
        return headers.Where(header => !IsOfError(header.Key, wasInErrorQueue)).ToDictionary(StringComparer.Ordinal);
    }

    private static bool IsOfError(string name, bool wasInErrorQueue) =>
        name is MassTransit.MessageHeaders.Reason || name.StartsWith(FaultHeaders, StringComparison.Ordinal)
        || (wasInErrorQueue && name.StartsWith(HostHeaders, StringComparison.Ordinal)
            && name != MassTransit.MessageHeaders.Host.Info);
}
