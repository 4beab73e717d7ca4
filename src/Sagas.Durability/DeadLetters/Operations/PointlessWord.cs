using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>
/// Writes in a word, as people have asked for it, whether a job is about dead letters that it is pointless to retry.
/// </summary>
internal sealed class PointlessWord : JsonConverter<bool?>
{
    private const string Only = "only";
    private const string Without = "without";

    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() switch
        {
            Only => true,
            Without => false,
            _ => null,
        };

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value == true ? Only : Without);
}
