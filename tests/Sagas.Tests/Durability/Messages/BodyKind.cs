using System.IO.Compression;

namespace Sagas.Tests.Durability.Messages;

/// <summary>The same text in every form in which foreign clients send it, and bytes that are no text.</summary>
/// <param name="Name">Which form it is.</param>
/// <param name="ContentType">The media type that its sender gives; empty for none.</param>
/// <param name="Encoding">The content encoding that its sender gives; null for none.</param>
/// <param name="Encode">Makes the bytes.</param>
/// <param name="IsShown">Whether people can be shown the text.</param>
internal sealed record BodyKind(
    string Name, string ContentType, string? Encoding, Func<string, byte[]> Encode, bool IsShown = true)
{
    private static BodyKind[] Forms { get; } =
    [
        new("UTF-8", "", null, System.Text.Encoding.UTF8.GetBytes),
        new("UTF-8 with a mark", "", null,
            text => [.. System.Text.Encoding.UTF8.Preamble, .. System.Text.Encoding.UTF8.GetBytes(text)]),
        new("UTF-8 that is said", "", "utf-8", System.Text.Encoding.UTF8.GetBytes) { Charset = "utf-8" },
        new("UTF-8 with null characters", "", null, text => [.. System.Text.Encoding.UTF8.GetBytes(text), 0], IsShown: false),
        new("Latin-1 that is said", "", null, Latin1) { Charset = "iso-8859-1" },
        new("Latin-1 as an encoding", "", "iso-8859-1", Latin1),
        new("Latin-1 that nothing says", "", null, Latin1, IsShown: false),
        new("windows-1252 that is said", "", null, Latin1) { Charset = "windows-1252" },
        new("UTF-16 that is said", "", null, System.Text.Encoding.Unicode.GetBytes) { Charset = "utf-16" },
        new("UTF-16 with a mark", "", null, text => [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(text)]),
        new("UTF-16 that nothing says", "", null, System.Text.Encoding.Unicode.GetBytes),
        new("big UTF-16 with a mark", "", null, text => [0xFE, 0xFF, .. System.Text.Encoding.BigEndianUnicode.GetBytes(text)]),
        new("UTF-32 with a mark", "", null, text => [0xFF, 0xFE, 0, 0, .. System.Text.Encoding.UTF32.GetBytes(text)]),
        new("a charset of nobody", "", null, Latin1, IsShown: false) { Charset = "martian" },
        new("gzip", "", "gzip", text => Packed(text, stream => new GZipStream(stream, CompressionLevel.Fastest))),
        new("deflate", "", "deflate", text => Packed(text, stream => new ZLibStream(stream, CompressionLevel.Fastest))),
        new("brotli", "", "br", text => Packed(text, stream => new BrotliStream(stream, CompressionLevel.Fastest))),
        new("gzip that nothing says", "", null,
            text => Packed(text, stream => new GZipStream(stream, CompressionLevel.Fastest)), IsShown: false),
        new("gzip that is none", "", "gzip", text => [0x1F, 0x8B, 8, .. Latin1(text)], IsShown: false),
        new("an encoding of nobody", "", "zstd", text => [0x28, 0xB5, 0x2F, 0xFD, .. Latin1(text)], IsShown: false),
        new("binary", "", null, text => [0x80, 0x00, 0xFF, .. Latin1(text)], IsShown: false),
    ];

    public static IReadOnlyList<BodyKind> Each { get; } =
    [
        .. from type in (string[])["application/json", "application/vnd.masstransit+json", "", "text/plain", "json", "text/xml"]
           from form in Forms
           select form with
           {
               Name = $"{form.Name}, {(type.Length == 0 ? "no type" : type)}",
               ContentType = form.TypeOf(type),
               // Where nothing says so, these cannot be told from anything else.
               IsShown = form.IsShown && (form.TypeOf(type) != type || form.Charset is not ("iso-8859-1" or "windows-1252")),
           },
    ];

    /// <summary>Whether a consumer of the service can read a message of this form.</summary>
    public bool IsRead(bool isEnvelope) =>
        Name.StartsWith("UTF-8", StringComparison.Ordinal) && !Name.Contains("null", StringComparison.Ordinal)
        && !ContentType.StartsWith("text/xml", StringComparison.Ordinal)
        && (isEnvelope ? !ContentType.StartsWith("application/json", StringComparison.Ordinal)
            : !ContentType.Contains("masstransit", StringComparison.Ordinal));

    public override string ToString() => Name;

    private string? Charset { get; init; }

    private string TypeOf(string type) =>
        Charset is null || type.Length == 0 || type == "json" ? type : $"{type}; charset={Charset}";

    private static byte[] Latin1(string text) => System.Text.Encoding.Latin1.GetBytes(text);

    private static byte[] Packed(string text, Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var packing = pack(packed))
            packing.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
