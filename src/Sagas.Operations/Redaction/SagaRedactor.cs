using System.Text.Json;
using System.Text.Json.Nodes;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Web.Text;

namespace Sagas.Operations.Redaction;

/// <summary>
/// Shows the fields and messages of a saga, without secrets to callers who may not see them. What is hidden in one place
/// is hidden everywhere else, for example in the text of an error.
/// </summary>
/// <param name="json">Hides members of JSON.</param>
/// <param name="kind">The saga type, which may hide more.</param>
/// <param name="known">What the saga and its messages hide; null if nothing is hidden from the caller.</param>
internal sealed class SagaRedactor(JsonRedactor json, SagaType kind, SecretTexts? known)
{
    private readonly JsonRedactor _json = json.With(kind.Secrets);

    /// <summary>Also hides what messages hide.</summary>
    /// <param name="texts">Their bodies and headers.</param>
    /// <returns>The same redactor.</returns>
    public SagaRedactor Knowing(params IEnumerable<string> texts)
    {
        if (known is null)
            return this;
        foreach (var text in texts)
            _json.Learn(text, known);
        return this;
    }

    /// <summary>Fields of the saga.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Fields(IEnumerable<KeyValuePair<string, JsonElement>> fields) =>
        Fields(JsonSerializer.Serialize(fields.ToDictionary(StringComparer.Ordinal)));

    /// <summary>Fields of the saga that are stored as the members of a JSON object.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Fields(string fields)
    {
        if (known is not null)
            _json.Learn(fields, known);
        var shown = JsonNode.Parse(known is null ? fields : _json.Mask(fields, known))!.AsObject();
        return shown.ToDictionary(field => field.Key, field => Shown(field.Value), StringComparer.Ordinal);
    }

    /// <summary>The body of a message.</summary>
    public string Body(string body) => Message(body, "{}").Body;

    /// <summary>Body and headers of a message.</summary>
    public (string Body, IReadOnlyDictionary<string, string?> Headers) Message(string body, string headers)
    {
        if (known is null)
            return (JsonDiff.Pretty(body), HeadersOf(headers));
        Knowing(body, headers);
        return (JsonDiff.Pretty(_json.Mask(body, known)), HeadersOf(_json.Mask(headers, known)));
    }

    /// <summary>A dead letter.</summary>
    public DeadLetter Redact(DeadLetter deadLetter) =>
        known is null ? deadLetter : DeadLetterRedactor.Hide(_json, deadLetter, known);

    /// <summary>A text about the saga.</summary>
    public string? Text(string? text) => known is null ? text : ShownTexts.Of(text, known);

    // Reasons and the like, which were worded by people or exceptions.
    private JsonNode? Shown(JsonNode? value) => known is not null && value?.GetValueKind() == JsonValueKind.String
        && value.GetValue<string>() is var text && ShownTexts.Of(text, known) is var shown && shown != text
            ? JsonValue.Create(shown)
            : value;

    private static Dictionary<string, string?> HeadersOf(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, string?>>(json) ?? [];
}
