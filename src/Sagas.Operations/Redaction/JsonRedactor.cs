using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sagas.Web.Text;

namespace Sagas.Operations.Redaction;

/// <summary>
/// Hides in JSON what not everyone may see, by the names of members, at any depth, and also in JSON that is a text inside
/// JSON. Names are not case-sensitive. What is hidden in one member is hidden in all other texts, too: value by value, so that
/// the result stays JSON.
/// </summary>
internal partial class JsonRedactor
{
    private const string Hidden = Masking.Mask;

    // Three asterisks.
    private const string HiddenBytes = "Kioq";

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, Func<string, string>> _masks = new(StringComparer.OrdinalIgnoreCase)
    {
        ["email"] = Masking.Email,
        ["paymentToken"] = Masking.PaymentToken,
        // The bytes of a message in the audit: nobody can tell what is in them.
        ["bodyBase64"] = _ => Hidden,
        // The same of headers, which are read again before they are shown.
        ["$binary"] = _ => HiddenBytes,
        ["$text"] = _ => HiddenBytes,
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
    public string Mask(string text)
    {
        var secrets = new SecretTexts();
        Learn(text, secrets);
        return Mask(text, secrets);
    }

    /// <summary>Finds what a text hides.</summary>
    /// <param name="text">The text; one that is not JSON hides nothing that could be told apart.</param>
    /// <param name="secrets">Receives each hidden text, with what is shown instead.</param>
    public void Learn(string? text, SecretTexts secrets)
    {
        if (text is null || !TryParse(text, out var json))
            return;
        using (json)
        {
            try
            {
                Learn(json.RootElement, secrets);
            }
            catch (InvalidOperationException)
            {
                // A text in it holds half a character: it is hidden as a whole.
            }
        }
    }

    /// <summary>Masks what is in a text, and everything that is hidden elsewhere.</summary>
    /// <param name="text">The text.</param>
    /// <param name="secrets">What is hidden elsewhere, including what this text itself has taught.</param>
    /// <returns>The masked text.</returns>
    public string Mask(string text, SecretTexts secrets)
    {
        if (!TryParse(text, out var json))
            return Hidden;
        using (json)
        {
            try
            {
                using var stream = new MemoryStream(text.Length);
                using (var writer = new Utf8JsonWriter(stream, Relaxed))
                    Write(json.RootElement, writer, secrets);
                return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
            }
            catch (InvalidOperationException)
            {
                // A text in it holds half a character, which no answer could carry.
                return Hidden;
            }
        }
    }

    private void Learn(JsonElement value, SecretTexts secrets)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (_masks.TryGetValue(member.Name, out var mask))
                        LearnAll(member.Value, mask, secrets);
                    else
                        Learn(member.Value, secrets);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Learn(item, secrets);
                break;
            case JsonValueKind.String when MayBeJson(value.GetString()!):
                Learn(value.GetString(), secrets);
                break;
        }
    }

    // All that is in a hidden member is secret, whatever its form.
    private static void LearnAll(JsonElement value, Func<string, string> mask, SecretTexts secrets)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    LearnAll(member.Value, _ => Hidden, secrets);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    LearnAll(item, _ => Hidden, secrets);
                break;
            case JsonValueKind.String:
                secrets.Add(value.GetString()!, mask(value.GetString()!));
                break;
            case JsonValueKind.Number:
                secrets.Add(value.GetRawText(), Hidden);
                break;
        }
    }

    private void Write(JsonElement value, Utf8JsonWriter writer, SecretTexts secrets)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                    Write(member, writer, secrets);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(item, writer, secrets);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                var text = value.GetString()!;
                writer.WriteStringValue(MayBeJson(text) ? Mask(text, secrets) : Shown(text, secrets));
                break;
            case JsonValueKind.Number when secrets.Contains(value.GetRawText()):
                writer.WriteStringValue(Hidden);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private void Write(JsonProperty member, Utf8JsonWriter writer, SecretTexts secrets)
    {
        writer.WritePropertyName(secrets.HideIn(member.Name));
        if (!_masks.TryGetValue(member.Name, out var mask) || member.Value.ValueKind == JsonValueKind.Null)
            Write(member.Value, writer, secrets);
        else
            writer.WriteStringValue(member.Value.ValueKind == JsonValueKind.String ? mask(member.Value.GetString()!) : Hidden);
    }

    // Nobody can tell what is in bytes.
    private static string Shown(string text, SecretTexts secrets) =>
        Bytes().Replace(SecretPatterns.HideIn(secrets.HideIn(text)), $"base64:{Hidden}");

    // Anything can come from a queue, half a character, too: what cannot be read as JSON in full is none.
    private static bool TryParse(string text, out JsonDocument json)
    {
        try
        {
            json = JsonDocument.Parse(text);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            json = null!;
            return false;
        }
    }

    private static bool MayBeJson(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];

    [GeneratedRegex("base64:[A-Za-z0-9+/=]+", RegexOptions.NonBacktracking)]
    private static partial Regex Bytes();
}
