using System.IO.Compression;
using System.Net.Mime;
using System.Text;
using System.Text.Unicode;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Messages;

/// <summary>What people can be shown of a body that is not simply a text in UTF-8.</summary>
/// <param name="Text">The text; null if the bytes are none.</param>
/// <param name="Note">What the bytes are, such as <c>120 bytes, compressed with gzip</c>.</param>
internal sealed record ReadableBody(string? Text, string Note)
{
    /// <summary>No more is unpacked: a few bytes may unpack to any number.</summary>
    public const int MostUnpacked = 4 * 1024 * 1024;

    private static readonly HashSet<string> Uncompressed = new(StringComparer.OrdinalIgnoreCase)
    {
        "identity", "binary", "7bit", "8bit",
    };

    private static readonly Encoding[] Wide =
    [
        new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
    ];

    /// <summary>Whether a media type says UTF-8, or nothing, about the characters.</summary>
    public static bool IsUtf8(string contentType) => CharsetOf(contentType) is not { } charset || IsUtf8Name(charset);

    /// <summary>The name of the character set that a media type gives, in small letters; null if it gives none.</summary>
    public static string? CharsetOf(string contentType) =>
        contentType.Contains("charset", StringComparison.OrdinalIgnoreCase)
        && TryParse(contentType)?.CharSet is { Length: > 0 } name
            ? name.ToLowerInvariant()
            : null;

    /// <summary>Reads the body of a dead letter for people.</summary>
    public static ReadableBody Of(DeadLetter deadLetter) =>
        Of(MessageText.BytesOf(deadLetter.Body, deadLetter.Bytes), deadLetter.ContentType, EncodingOf(deadLetter.Wire));

    /// <summary>A stored body as a text: its own, or a note in the place of bytes that are none.</summary>
    /// <param name="body">The stored text.</param>
    /// <param name="bytes">The stored bytes.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="wire">What texts cannot tell.</param>
    public static string TextOrNote(string body, byte[]? bytes, string contentType, string? wire) =>
        bytes is null || body.Length > 0 ? body : $"({Of(bytes, contentType, EncodingOf(wire)).Note})";

    private static string? EncodingOf(string? wire) =>
        StoredProperties.Read(wire)?.TextOf(MessageProperties.ContentEncoding);

    /// <summary>Reads a body for people.</summary>
    /// <param name="bytes">The body.</param>
    /// <param name="contentType">Its media type; empty if it had none.</param>
    /// <param name="encoding">How it is compressed; null if it is not.</param>
    public static ReadableBody Of(byte[] bytes, string contentType, string? encoding)
    {
        var size = $"{bytes.Length} {(bytes.Length == 1 ? "byte" : "bytes")}";
        if (string.IsNullOrEmpty(encoding) || Uncompressed.Contains(encoding))
            return Decode(bytes, CharsetOf(contentType), size);
        // Some clients give the character set as the encoding.
        if (EncodingNamed(encoding) is not null)
            return Decode(bytes, CharsetOf(contentType) ?? encoding.ToLowerInvariant(), size);

        if (Unpack(bytes, encoding, out var isWhole) is not { } unpacked)
            return new ReadableBody(null, $"{size} with the content encoding {encoding}, which cannot be undone here");
        var inside = Decode(unpacked, CharsetOf(contentType), $"{size}, compressed with {encoding}");
        return isWhole ? inside : inside with { Note = $"{inside.Note}; the first {MostUnpacked / 1024 / 1024} MiB are shown" };
    }

    private static ReadableBody Decode(byte[] bytes, string? charset, string size)
    {
        foreach (var marked in Wide.Where(marked => bytes.AsSpan().StartsWith(marked.Preamble)))
        {
            if (TryDecode(marked, bytes[marked.Preamble.Length..]) is { } text)
                return new ReadableBody(text, $"{size} in {marked.WebName} with a byte-order mark");
        }

        if (charset is not null && !IsUtf8Name(charset))
        {
            return EncodingNamed(charset) is { } named && TryDecode(named, bytes) is { } text
                ? new ReadableBody(text, $"{size} in {charset}")
                : new ReadableBody(null, $"{size} that cannot be read as {charset}");
        }

        if (Utf8.IsValid(bytes))
        {
            return new ReadableBody(
                Shown(Encoding.UTF8.GetString(bytes)), bytes.Contains((byte)0) ? $"{size} with null characters" : size);
        }

        return JsonInWide(bytes) is var (name, json)
            ? new ReadableBody(json, $"{size} in {name}, though nothing says so")
            : new ReadableBody(null, $"{size} that are no text: not UTF-8, and no character set is named");
    }

    // JSON begins with two ASCII characters, so its null bytes tell how wide its characters are.
    private static (string Name, string Text)? JsonInWide(byte[] bytes)
    {
        var wide = bytes switch
        {
            [0, 0, 0, not 0, ..] => Wide[1],
            [not 0, 0, 0, 0, ..] => Wide[0],
            [0, not 0, 0, not 0, ..] => Wide[3],
            [not 0, 0, not 0, 0, ..] => Wide[2],
            _ => null,
        };
        return wide is not null && TryDecode(wide, bytes) is { } text ? (wide.WebName, text) : null;
    }

    private static byte[]? Unpack(byte[] bytes, string encoding, out bool isWhole)
    {
        isWhole = true;
        try
        {
            using var packed = new MemoryStream(bytes);
            using Stream? unpacking = encoding.Trim().ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(packed, CompressionMode.Decompress),
                "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
                "br" => new BrotliStream(packed, CompressionMode.Decompress),
                _ => null,
            };
            if (unpacking is null)
                return null;
            using var unpacked = new MemoryStream();
            var some = new byte[64 * 1024];
            for (int read; unpacked.Length <= MostUnpacked && (read = unpacking.Read(some)) > 0;)
                unpacked.Write(some, 0, read);
            isWhole = unpacked.Length <= MostUnpacked;
            return isWhole ? unpacked.ToArray() : WholeCharacters(unpacked.GetBuffer().AsSpan(0, MostUnpacked));
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or EndOfStreamException)
        {
            return null;
        }
    }

    private static byte[] WholeCharacters(ReadOnlySpan<byte> cut)
    {
        var end = cut.Length;
        while (end > 0 && cut[end - 1] is >= 0x80 and < 0xC0)
            end--;
        return cut[..(end > 0 && cut[end - 1] >= 0xC0 ? end - 1 : end)].ToArray();
    }

    private static string? TryDecode(Encoding encoding, byte[] bytes)
    {
        try
        {
            return Shown(encoding.GetString(bytes));
        }
        catch (Exception exception) when (exception is DecoderFallbackException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsUtf8Name(string charset) => charset is "utf-8" or "utf8" or "us-ascii" or "ascii";

    private static Encoding? EncodingNamed(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(
                    name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static ContentType? TryParse(string contentType)
    {
        try
        {
            return new ContentType(contentType);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // It is stored as a text in every database.
    private static string Shown(string text) => text.Replace('\0', '\uFFFD');
}
