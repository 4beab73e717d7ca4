using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Sagas.Web.Lists;

/// <summary>
/// A position in a list that is sorted by time and id. Callers pass it back unchanged: a checksum reveals a damaged one. It
/// grants no rights, so it needs no secret.
/// </summary>
/// <param name="At">The time of the last item of a page.</param>
/// <param name="Id">The id of the last item of a page.</param>
internal record ListCursor(DateTimeOffset At, Guid Id)
{
    private const byte Format = 1;
    private const int PayloadLength = 1 + sizeof(long) + 16;
    private const int CheckLength = 4;

    /// <summary>Reads a cursor.</summary>
    /// <param name="text">What the caller sent.</param>
    /// <returns>The cursor; null if <see cref="ToString"/> did not create it.</returns>
    public static ListCursor? Read(string text)
    {
        Span<byte> bytes = stackalloc byte[PayloadLength + CheckLength];
        // One encoding per cursor: the decoder would also accept padding and white space.
        if (text.Length != Base64Url.GetEncodedLength(bytes.Length)
            || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var length)
            || length != bytes.Length
            || bytes[0] != Format
            || !bytes[PayloadLength..].SequenceEqual(Check(bytes[..PayloadLength]))
            || !string.Equals(Base64Url.EncodeToString(bytes), text, StringComparison.Ordinal))
        {
            return null;
        }

        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
        return milliseconds < 0 || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? null
            : new(
                DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
                new Guid(bytes[(1 + sizeof(long))..PayloadLength], bigEndian: true));
    }

    /// <summary>The cursor as callers see it.</summary>
    /// <returns>39 characters that are safe in a URL.</returns>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[PayloadLength + CheckLength];
        bytes[0] = Format;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], At.ToUnixTimeMilliseconds());
        Id.TryWriteBytes(bytes[(1 + sizeof(long))..], bigEndian: true, out _);
        Check(bytes[..PayloadLength]).CopyTo(bytes[PayloadLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    private static ReadOnlySpan<byte> Check(ReadOnlySpan<byte> payload) => SHA256.HashData(payload).AsSpan(0, CheckLength);
}
