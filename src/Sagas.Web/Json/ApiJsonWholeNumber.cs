using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Web.Json;

/// <summary>Reads whole numbers, with errors that a caller can understand.</summary>
internal class ApiJsonWholeNumber : JsonConverter<int>
{
    /// <inheritdoc />
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
            throw new JsonException("Must be a whole number, not text or anything else.");
        return reader.TryGetInt32(out var number)
            ? number
            : throw new JsonException("Must be a whole number without decimals, and not beyond two billion.");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
