using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Web.Json;

/// <summary>Reads amounts of money, with errors that a caller can understand.</summary>
internal class ApiJsonAmount : JsonConverter<decimal>
{
    /// <inheritdoc />
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
            throw new JsonException("Must be a number, not text or anything else.");
        return ExactAmount.Read(ref reader) ?? throw new JsonException(ExactAmount.Error);
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}
