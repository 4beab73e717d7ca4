using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sagas.Web.Text;

namespace Sagas.Operations.Redaction;

/// <summary>
/// Hides in JSON what not everyone may see, by the names of members, at any depth, and also in JSON that is a text inside
/// JSON. Names are not case-sensitive.
/// </summary>
internal class JsonRedactor
{
    private const string Hidden = "***";

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, Func<string, string>> _masks = new(StringComparer.OrdinalIgnoreCase)
    {
        ["email"] = Masking.Email,
        ["paymentToken"] = Masking.PaymentToken,
    };

    /// <summary>Hides e-mail addresses and payment tokens, and the members named.</summary>
    /// <param name="others">Names of further members, whose values are hidden completely.</param>
    public JsonRedactor(params IEnumerable<string> others)
    {
        foreach (var name in others)
            _masks.TryAdd(name, _ => Hidden);
    }

    /// <summary>Also hides what sagas of a type hide.</summary>
    /// <param name="masks">How their fields are hidden, by their names.</param>
    /// <returns>A new redactor.</returns>
    public JsonRedactor With(IReadOnlyDictionary<string, Func<string, string>> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        var all = new JsonRedactor();
        foreach (var (name, mask) in _masks.Concat(masks))
            all._masks[name] = mask;
        return all;
    }

    /// <summary>Masks what is in a text.</summary>
    /// <param name="text">The text. If it is not JSON, all of it is hidden, because its contents are unknown.</param>
    /// <returns>The masked text.</returns>
    public string Mask(string text) => Mask(text, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Masks what is in a text, and reports what that was.</summary>
    /// <param name="text">The text.</param>
    /// <param name="found">Receives each hidden text, with what is shown instead.</param>
    /// <returns>The masked text.</returns>
    public string Mask(string text, IDictionary<string, string> found)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, Relaxed))
                Write(json.RootElement, writer, found);
            return Encoding.UTF8.GetString(stream.ToArray());
        }
        catch (JsonException)
        {
            return Hidden;
        }
    }

    /// <summary>Hides in a text what was hidden elsewhere.</summary>
    /// <param name="text">The text.</param>
    /// <param name="found">The hidden texts, with what is shown instead.</param>
    /// <returns>The masked text.</returns>
    internal static string Without(string text, IReadOnlyDictionary<string, string> found) =>
        // The longest first: one may be part of another.
        found.OrderByDescending(secret => secret.Key.Length)
            .Aggregate(text, (left, secret) => left.Replace(secret.Key, secret.Value, StringComparison.Ordinal));

    private void Write(JsonElement value, Utf8JsonWriter writer, IDictionary<string, string> found)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                    Write(member, writer, found);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(item, writer, found);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when MayBeJson(value.GetString()!):
                writer.WriteStringValue(Mask(value.GetString()!, found));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private void Write(JsonProperty member, Utf8JsonWriter writer, IDictionary<string, string> found)
    {
        writer.WritePropertyName(member.Name);
        if (!_masks.TryGetValue(member.Name, out var mask) || member.Value.ValueKind == JsonValueKind.Null)
            Write(member.Value, writer, found);
        else
            writer.WriteStringValue(member.Value.ValueKind == JsonValueKind.String
                ? Shown(member.Value.GetString()!, mask, found)
                : Hidden);
    }

    private static string Shown(string secret, Func<string, string> mask, IDictionary<string, string> found)
    {
        var shown = mask(secret);
        if (secret.Length > 0)
            found[secret] = shown;
        return shown;
    }

    private static bool MayBeJson(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];
}
