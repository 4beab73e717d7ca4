using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sagas.Operations.Shell;

/// <summary>Pretty-prints JSON, including texts inside that are JSON themselves, such as the body of a message.</summary>
internal static class UnfoldedJson
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>Pretty-prints a text.</summary>
    /// <param name="json">The text; if it is not JSON, it stays as it is.</param>
    public static string Of(string json) => TryParse(json) is { } node ? Unfold(node)!.ToJsonString(Plain) : json;

    private static JsonNode? Unfold(JsonNode? node) => node switch
    {
        null => null,
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Unfold(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Unfold)]),
        JsonValue value when value.TryGetValue<string>(out var text) && MayBeJson(text) => Unfold(TryParse(text)) ?? text,
        _ => node.DeepClone(),
    };

    private static bool MayBeJson(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];

    private static JsonNode? TryParse(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
