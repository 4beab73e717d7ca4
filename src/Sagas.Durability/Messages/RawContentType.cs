using System.Net.Mime;

namespace Sagas.Durability.Messages;

/// <summary>
/// A media type that is sent as a text, whatever it is: foreign clients send malformed ones, and none. Transports ask for nothing
/// but the text.
/// </summary>
/// <param name="text">The text; empty for none.</param>
internal sealed class RawContentType(string text) : ContentType("application/octet-stream")
{
    public override string ToString() => text.Length > 0 ? text : null!;

    public override bool Equals(object? rparam) => rparam is RawContentType other && other.ToString() == ToString();

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(text);
}
