using System.Runtime.Serialization;
using System.Text;
using MassTransit;
using Sagas.Durability.Messages;
using Sagas.Durability.Outbox;

namespace Sagas.Hosting.Transport;

/// <summary>What keeps bytes from being read as JSON, in words for whoever has sent them, or has to decide about them.</summary>
internal static class UnreadableJson
{
    /// <summary>The body without the byte-order mark that some clients put in front of it.</summary>
    public static byte[] WithoutMark(byte[] body) =>
        body.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;

    /// <summary>The reason why a body that is not UTF-8 cannot be read.</summary>
    public static SerializationException NotUtf8(ReceiveContext context, IBrokerMessages broker)
    {
        var note = ReadableBody.Of(
            context.Body.GetBytes(), context.ContentType?.ToString() ?? "",
            broker.Read(context).TextOf(MessageProperties.ContentEncoding)).Note;
        return new SerializationException($"Messages are read in UTF-8 and uncompressed, but this one has {note}");
    }
}
