using System.Text.Json;
using System.Text.Json.Nodes;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Redaction;

/// <summary>
/// Shows the fields and messages of sagas of a type, without secrets to callers who may not see them. What is hidden in one place
/// is hidden everywhere else, for example in the text of an error.
/// </summary>
/// <param name="json">Hides members of JSON.</param>
/// <param name="kind">The saga type, which may hide more.</param>
/// <param name="showsSecrets">Whether nothing is hidden.</param>
internal sealed class SagaRedactor(JsonRedactor json, SagaType kind, bool showsSecrets)
{
    private readonly JsonRedactor _json = json.With(kind.Secrets);
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Remembers what a saga hides, for everything else that is shown about it.</summary>
    /// <returns>The same redactor.</returns>
    public SagaRedactor Knowing(SagaRow saga)
    {
        if (!showsSecrets)
            _json.Mask(JsonSerializer.Serialize(saga.Fields), _known);
        return this;
    }

    /// <summary>Fields of a saga.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Fields(IEnumerable<KeyValuePair<string, JsonElement>> fields)
    {
        var all = JsonSerializer.Serialize(fields.ToDictionary(StringComparer.Ordinal));
        if (showsSecrets)
            return JsonNode.Parse(all)!.AsObject().ToDictionary(StringComparer.Ordinal);

        var found = new Dictionary<string, string>(_known, StringComparer.Ordinal);
        return JsonNode.Parse(_json.Mask(all, found))!.AsObject()
            .ToDictionary(field => field.Key, field => Without(field.Value, found), StringComparer.Ordinal);
    }

    /// <summary>Fields of a saga that are stored as the members of a JSON object.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Fields(string fields) =>
        Fields(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(fields) ?? []);

    /// <summary>The body of a message.</summary>
    public string Body(string body) => Message(body, "{}").Body;

    /// <summary>Body and headers of a message.</summary>
    public (string Body, IReadOnlyDictionary<string, string?> Headers) Message(string body, string headers)
    {
        if (showsSecrets)
            return (JsonDiff.Pretty(body), HeadersOf(headers));

        var found = new Dictionary<string, string>(_known, StringComparer.Ordinal);
        var (shown, others) = (_json.Mask(body, found), HeadersOf(_json.Mask(headers, found)));
        return (
            JsonRedactor.Without(JsonDiff.Pretty(shown), found),
            others.ToDictionary(
                header => header.Key, header => header.Value is { } value ? JsonRedactor.Without(value, found) : null,
                StringComparer.Ordinal));
    }

    /// <summary>A dead letter.</summary>
    public DeadLetter Redact(DeadLetter deadLetter) => showsSecrets ? deadLetter : new DeadLetterRedactor(_json).Hide(deadLetter);

    private static JsonNode? Without(JsonNode? value, Dictionary<string, string> found) =>
        value?.GetValueKind() == JsonValueKind.String
            ? JsonValue.Create(JsonRedactor.Without(value.GetValue<string>(), found))
            : value;

    private static Dictionary<string, string?> HeadersOf(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, string?>>(json) ?? [];
}
