using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sagas.Operations.Shell;

/// <summary>Pretty-prints JSON, including texts inside that are JSON themselves, such as the body of a message.</summary>
internal static class UnfoldedJson
{
    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        // What is unfolded is deeper than each of its parts.
        MaxDepth = 1_000,
    };

    /// <summary>Pretty-prints a text.</summary>
    /// <param name="json">The text; if it is not JSON, it stays as it is.</param>
    public static string Of(string json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, Plain))
                Unfold(parsed.RootElement, writer);
            return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return json; // No JSON, or with half a character in it, or nested too deeply to be written.
        }
    }

    // Element by element: a message may have several members of the same name.
    private static void Unfold(JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Unfold(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Unfold(item, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when TryParse(value.GetString()!) is { } inner:
                using (inner)
                    Unfold(inner.RootElement, writer);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static JsonDocument? TryParse(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return null;
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
