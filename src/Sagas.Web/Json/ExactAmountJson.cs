using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Web.Json;

/// <summary>Reads amounts that other services answer, as numbers or as texts, and refuses those that would be rounded.</summary>
internal class ExactAmountJson : JsonConverter<decimal>
{
    /// <inheritdoc />
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ExactAmount.Read(ref reader) ?? throw new JsonException(ExactAmount.Error);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}
