using System.Text;
using System.Text.Unicode;

namespace Sagas.Durability.Messages;

/// <summary>
/// How bodies are stored. One that is a text in UTF-8 is stored as this text, from which exactly the same bytes are made again.
/// Of every other one the bytes are stored, and the text is only what people can be shown of them.
/// </summary>
/// <param name="Body">The text; empty if there is nothing to show.</param>
/// <param name="Bytes">The bytes; null if they are the text in UTF-8.</param>
internal sealed record MessageText(string Body, byte[]? Bytes)
{
    private static ReadOnlySpan<byte> Mark => Encoding.UTF8.Preamble;

    /// <summary>Stores what a program of our own has serialized.</summary>
    public static MessageText Of(byte[] bytes) =>
        IsText(bytes) ? new MessageText(Encoding.UTF8.GetString(bytes), Bytes: null) : Of(bytes, contentType: "", encoding: null);

    /// <summary>Stores what a broker has delivered.</summary>
    /// <param name="bytes">The body.</param>
    /// <param name="contentType">Its media type; empty if it had none.</param>
    /// <param name="encoding">How it is compressed; null if it is not.</param>
    public static MessageText Of(byte[] bytes, string contentType, string? encoding) =>
        IsText(bytes) && (Ascii.IsValid(bytes) || ReadableBody.IsUtf8(contentType))
            ? new MessageText(Encoding.UTF8.GetString(bytes), Bytes: null)
            : new MessageText(ReadableBody.Of(bytes, contentType, encoding).Text ?? "", bytes);

    /// <summary>What is sent.</summary>
    public static byte[] BytesOf(string body, byte[]? bytes) => bytes ?? Encoding.UTF8.GetBytes(body);

    // PostgreSQL stores no null character in a text, and a mark in front of JSON makes it unreadable for most who read it.
    private static bool IsText(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) && !bytes.Contains((byte)0) && !bytes.StartsWith(Mark);
}
