using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sagas.Operations.Details;

/// <summary>Masks fields in messages by their names, however deep they are.</summary>
internal static class SecretFields
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>Masks a message.</summary>
    /// <param name="body">The message: JSON; of anything else nothing is shown, because nobody knows what is in it.</param>
    /// <param name="masks">How to mask which fields.</param>
    public static string Mask(string body, IReadOnlyDictionary<string, Func<string, string>> masks)
    {
        try
        {
            var json = JsonNode.Parse(body);
            Mask(json, masks);
            return json?.ToJsonString(Plain) ?? "null";
        }
        catch (JsonException)
        {
            return "(no JSON: shown to operators only)";
        }
    }

    private static void Mask(JsonNode? node, IReadOnlyDictionary<string, Func<string, string>> masks)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
                Mask(item, masks);
        }

        if (node is not JsonObject fields)
            return;
        foreach (var (name, value) in fields.ToList())
        {
            if (value is JsonValue text && text.TryGetValue<string>(out var secret)
                && masks.FirstOrDefault(mask => string.Equals(mask.Key, name, StringComparison.OrdinalIgnoreCase)).Value is { } mask)
                fields[name] = mask(secret);
            else
                Mask(value, masks);
        }
    }
}
