using System.Runtime.CompilerServices;
using System.Text.Json;
using MassTransit.Serialization;
using MassTransit.Serialization.JsonConverters;

namespace Sagas.Durability.DeadLetters.Editing.Schemas;

/// <summary>How the bus reads messages, and how their schemas are written.</summary>
internal sealed class ReadingOptions
{
    private static readonly ConditionalWeakTable<JsonSerializerOptions, ReadingOptions> Known = [];

    private ReadingOptions(JsonSerializerOptions bus)
    {
        Reading = new JsonSerializerOptions(bus) { RespectRequiredConstructorParameters = true };
        Reading.MakeReadOnly(populateMissingResolver: true);

        // MassTransit has converters for decimals, dictionaries and messages that are interfaces. The exporter cannot look into
        // what a converter reads.
        Describing = new JsonSerializerOptions(Reading);
        foreach (var converter in Reading.Converters)
        {
            if (converter is StringDecimalJsonConverter or SystemTextJsonConverterFactory)
                Describing.Converters.Remove(converter);
        }

        Describing.MakeReadOnly(populateMissingResolver: true);
    }

    /// <summary>Those of the bus as it is configured now, and strict: what a message must have must be there.</summary>
    public static ReadingOptions OfTheBus =>
        Known.GetValue(SystemTextJsonMessageSerializer.Options, bus => new ReadingOptions(bus));

    /// <summary>By which messages are read.</summary>
    public JsonSerializerOptions Reading { get; }

    /// <summary>By which their types are described.</summary>
    public JsonSerializerOptions Describing { get; }

    /// <summary>How names of members are compared.</summary>
    public StringComparer Names =>
        Reading.PropertyNameCaseInsensitive ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>What keeps a value from being read as a type; null if nothing does.</summary>
    public Exception? Refusal(JsonElement value, Type type)
    {
        try
        {
            value.Deserialize(type, Reading);
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Constructors and converters of messages throw whatever they like.
            return exception;
        }
    }
}
