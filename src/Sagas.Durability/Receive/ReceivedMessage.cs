using MassTransit;
using Sagas.Durability.Messages;
using Sagas.Durability.Outbox;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Receive;

/// <summary>A delivered message as it is stored: nothing of it is lost.</summary>
/// <param name="ContentType">The media type, as the sender wrote it; empty for none.</param>
/// <param name="Headers">The headers, as texts.</param>
/// <param name="Wire">What the texts cannot tell.</param>
/// <param name="Body">The body as a text.</param>
/// <param name="Bytes">The body, if it is not simply this text.</param>
internal sealed record ReceivedMessage(string ContentType, string Headers, string? Wire, string Body, byte[]? Bytes)
{
    // Brokers allow 255 bytes; a program in the same process may have written anything.
    private const int LongestContentType = 256;

    /// <summary>Reads it.</summary>
    /// <param name="context">The delivery.</param>
    /// <param name="broker">Reads what the broker delivered beside the body.</param>
    /// <param name="added">Headers to add to its own.</param>
    public static ReceivedMessage Of(
        ReceiveContext context, IBrokerMessages broker, Dictionary<string, object?>? added = null)
    {
        var delivered = broker.Read(context);
        if (added is not null)
        {
            delivered = delivered with
            {
                Headers = delivered.Headers.Where(header => !added.ContainsKey(header.Key)).Concat(added)
                    .ToDictionary(StringComparer.Ordinal),
            };
        }

        var contentType = ContentTypeOf(context, delivered).ToStorable(LongestContentType);
        var (headers, wire) = StoredProperties.Of(delivered);
        var (body, bytes) = MessageText.Of(
            context.Body.GetBytes(), contentType, delivered.TextOf(MessageProperties.ContentEncoding));
        return new ReceivedMessage(contentType, headers, wire, body, bytes);
    }

    private static string ContentTypeOf(ReceiveContext context, MessageProperties delivered) =>
        delivered.Properties is not null ? delivered.TextOf(MessageProperties.ContentType) ?? ""
            : context.TransportHeaders.TryGetHeader(MassTransit.MessageHeaders.ContentType, out var value) && value is string text
                ? text
                : context.ContentType?.ToString() ?? "";
}
