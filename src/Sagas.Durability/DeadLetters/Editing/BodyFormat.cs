using System.Net.Mime;
using System.Text.Json;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>What a media type says about a body, as far as it matters for editing it.</summary>
internal static class BodyFormat
{
    /// <summary>The media type of a message alone.</summary>
    public const string Json = "application/json";

    /// <summary>The media type of MassTransit's envelope with the message inside.</summary>
    public const string Envelope = "application/vnd.masstransit+json";

    /// <summary>The media types that an operator may give to a message.</summary>
    public static IReadOnlyList<string> Choices { get; } = [Json, Envelope];

    /// <summary>Whether a body of the media type can be edited here.</summary>
    public static bool IsJson(string contentType) => contentType.Contains("json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the media type tells nothing, so that a body is what it looks like.</summary>
    public static bool SaysNothing(string contentType) => MediaTypeOf(contentType) switch
    {
        null => true,
        var known => known.Equals("text/plain", StringComparison.OrdinalIgnoreCase)
            || known.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>Whether a body of the media type is an envelope.</summary>
    public static bool IsEnvelope(string contentType, JsonElement root) =>
        contentType.Contains("vnd.masstransit", StringComparison.OrdinalIgnoreCase)
        || (SaysNothing(contentType) && LooksLikeEnvelope(root));

    /// <summary>Whether JSON that nothing is said about is an envelope.</summary>
    public static bool LooksLikeEnvelope(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("messageType", out var types) && types.ValueKind == JsonValueKind.Array
        && root.TryGetProperty("message", out _);

    /// <summary>The same media type for a body that is in UTF-8.</summary>
    public static string InUtf8(string contentType) =>
        Messages.ReadableBody.IsUtf8(contentType) ? contentType : MediaTypeOf(contentType) ?? contentType;

    /// <summary>A text without the byte-order mark in front of it.</summary>
    public static ReadOnlyMemory<char> WithoutMark(string text) => text.AsMemory().TrimStart('\uFEFF');

    private static string? MediaTypeOf(string contentType)
    {
        try
        {
            return contentType.Length == 0 ? null : new ContentType(contentType).MediaType;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
