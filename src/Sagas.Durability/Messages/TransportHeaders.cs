using System.Text.Json;
using MassTransit;

namespace Sagas.Durability.Messages;

/// <summary>Headers as they are stored, as a JSON object of strings, and the durable layer's own headers.</summary>
internal static class TransportHeaders
{
    // A table may be an object inside of an object.
    private const int DeepestLevel = (2 * HeaderValues.MostLevels) + 10;

    /// <summary>The outbox row that a delivered message came from.</summary>
    public const string OutboxId = "Sagas-Outbox-Id";

    /// <summary>How often the message was redelivered on schedule.</summary>
    public const string Redeliveries = "Sagas-Redeliveries";

    /// <summary>How often the message was postponed, and since when, as <c>3 2026-03-14T09:26:53.0000000+00:00</c>.</summary>
    public const string Postponed = "Sagas-Postponed";

    /// <summary>
    /// Embedded: the message was sent before, and its handling did not finish. A broker reports that itself.
    /// </summary>
    public const string SentAgain = "Sagas-Sent-Again";

    /// <summary>
    /// Only in the outbox: the message counts as sent only if a queue takes it. The header is for the dispatcher and is not sent.
    /// </summary>
    public const string Mandatory = "Sagas-Must-Arrive";

    /// <summary>
    /// Only in the outbox: the message was sent to an address that is no endpoint of the durable layer, such as that of somebody
    /// who waits for a response. Whoever subscribes to its type does not get it. The header is for the dispatcher and is not
    /// sent.
    /// </summary>
    public const string Direct = "Sagas-Direct";

    /// <summary>
    /// Only in the outbox: why the message failed that is to be redelivered. The header is for operators and is not sent.
    /// </summary>
    public const string LastError = "Sagas-Last-Error";

    /// <summary>The dead letter that was sent again as this message. Redeliveries keep it.</summary>
    public const string RetryOf = "Sagas-Retry-Of";

    /// <summary>An operator changed the message before it was sent again. Redeliveries keep it.</summary>
    public const string Edited = "Sagas-Edited";

    /// <summary>Defined by the service's contracts; repeated here because the durable layer serves any service.</summary>
    public const string SagaId = "Saga-Id";

    public const string SagaVersion = "Saga-Version";

    /// <summary>
    /// The message id that a foreign client gave, if it is no UUID: consumers recognize messages by UUIDs, so the message was
    /// given one when it was sent again.
    /// </summary>
    public const string OriginalMessageId = "Sagas-Original-Message-Id";

    /// <summary>
    /// What a transport that knows only some types of headers is given beside the headers. It is for the next receiver.
    /// </summary>
    public const string Wire = "Sagas-Wire";

    /// <summary>How headers that are no texts are written.</summary>
    public static JsonSerializerOptions Json { get; } = new() { MaxDepth = DeepestLevel };

    /// <summary>How they are read.</summary>
    public static JsonDocumentOptions Deep { get; } = new() { MaxDepth = DeepestLevel };

    public static string Serialize(IEnumerable<KeyValuePair<string, object?>> headers)
    {
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        // A foreign client may send a header with the name of one of the transport's own.
        foreach (var (key, value) in headers)
            texts[key] = value as string ?? HeaderValues.Text(HeaderValues.Known(value));
        return JsonSerializer.Serialize(texts);
    }

    public static Dictionary<string, string?> Deserialize(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, string?>>(json) ?? [];

    public static int RedeliveriesOf(ReceiveContext context) =>
        context.TransportHeaders.TryGetHeader(Redeliveries, out var value)
        && int.TryParse(value?.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var count)
            ? count
            : 0;

    /// <summary>Whether the transport, MassTransit or the durable layer sets a header. The message type may be changed.</summary>
    public static bool IsOwn(string name) =>
        name is MassTransit.MessageHeaders.MessageId or MassTransit.MessageHeaders.ContentType or SagaId or SagaVersion
        || name.StartsWith("Sagas-", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("MT-", StringComparison.OrdinalIgnoreCase) && name != MassTransit.MessageHeaders.MessageType);

    /// <summary>Whether the message was delivered before and its handling did not finish.</summary>
    public static bool IsDeliveredAgain(ReceiveContext context) =>
        context.Redelivered || context.TransportHeaders.TryGetHeader(SentAgain, out _);

    public static Guid? OutboxIdOf(ReceiveContext context) => IdOf(context, OutboxId);

    /// <summary>The dead letter that the message was before; null if it was none.</summary>
    public static Guid? RetriedLetterOf(ReceiveContext context) => IdOf(context, RetryOf);

    /// <summary>The saga that has sent the message.</summary>
    public static Guid? SagaIdOf(ReceiveContext context) => IdOf(context, SagaId);

    private static Guid? IdOf(ReceiveContext context, string header) =>
        context.TransportHeaders.TryGetHeader(header, out var value) && Guid.TryParse(value?.ToString(), out var id)
            ? id
            : null;
}
