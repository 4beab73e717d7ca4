using System.Text.Json;
using MassTransit.Serialization.JsonConverters;
using Sagas.Web.Json;

namespace Sagas.Hosting.Transport;

/// <summary>
/// Reads decimals in messages, as numbers or as texts, and refuses those that would be rounded. MassTransit's own converter,
/// which still writes them, also takes "39,80" for 3980.
/// </summary>
internal class ExactDecimals : StringDecimalJsonConverter
{
    /// <inheritdoc />
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ExactAmount.Read(ref reader) ?? throw new JsonException(ExactAmount.Error);
}
