using System.Text.Json;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Operations.Shell;

namespace Sagas.Operations.DeadLetters;

/// <summary>Changes to a message before it is sent again.</summary>
internal record EditRequest : ReasonRequest
{
    /// <summary>
    /// The new body: the JSON itself, or a string with exactly what is to be sent, in UTF-8 and uncompressed. If omitted, the
    /// body stays as it is, byte for byte.
    /// </summary>
    public JsonElement? Body { get; init; }

    /// <summary>Headers to set, or to remove where the value is null. The transport's own headers cannot be changed.</summary>
    public IReadOnlyDictionary<string, string?>? Headers { get; init; }

    /// <summary>
    /// The content type to send it with: `application/json` for a message alone, `application/vnd.masstransit+json` for
    /// MassTransit's envelope. If omitted, it stays as it is.
    /// </summary>
    public string? ContentType { get; init; }

    /// <summary>What is changed.</summary>
    /// <returns>The change; null if there is none.</returns>
    public DeadLetterEdit? ToEdit()
    {
        var body = Body is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given ? TextOf(given) : null;
        return body is null && ContentType is null && Headers is not { Count: > 0 }
            ? null
            : new DeadLetterEdit(body, Headers) { ContentType = ContentType };
    }

    private static string TextOf(JsonElement body) =>
        body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();
}
