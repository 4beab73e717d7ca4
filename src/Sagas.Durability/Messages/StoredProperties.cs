using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sagas.Durability.Messages;

/// <summary>
/// How headers and properties are stored: every header as a text that people can read, and beside that, only if there is any,
/// what those texts cannot tell. An ordinary message, whose headers are texts, has only the former.
/// </summary>
/// <param name="Headers">The headers, a JSON object of texts.</param>
/// <param name="Wire">
/// A JSON object with the <c>headers</c> that are no texts, as <see cref="HeaderValues"/> writes them, and the <c>properties</c>;
/// null if there are none.
/// </param>
internal sealed record StoredProperties(string Headers, string? Wire)
{
    private const string HeadersMember = "headers";
    private const string PropertiesMember = "properties";

    // MassTransit takes them for something else, or sets them itself, and would lose the sender's.
    private static readonly HashSet<string> Ambiguous = new(StringComparer.OrdinalIgnoreCase)
    {
        MassTransit.MessageHeaders.MessageId, MassTransit.MessageHeaders.ContentType, "CorrelationId", "CC", "BCC",
    };

    public static StoredProperties Of(MessageProperties given)
    {
        var texts = TransportHeaders.Serialize(given.Headers);
        var others = given.Headers
            .Where(header => header.Value is not string || (given.Properties is not null && Ambiguous.Contains(header.Key)))
            .ToList();
        // The media type has a column of its own.
        var properties = given.Properties?.Where(property => property.Key != MessageProperties.ContentType).ToList();
        if (others.Count == 0 && properties is null)
            return new StoredProperties(texts, Wire: null);

        var wire = new JsonObject();
        if (others.Count > 0)
            wire[HeadersMember] = Write(others);
        if (properties is not null)
            wire[PropertiesMember] = Write(properties);
        return new StoredProperties(texts, wire.ToJsonString(TransportHeaders.Json));
    }

    /// <summary>What the texts of the headers cannot tell; null if they tell all.</summary>
    public static MessageProperties? Read(string? wire)
    {
        if (wire is null)
            return null;
        using var json = JsonDocument.Parse(wire, TransportHeaders.Deep);
        return new MessageProperties(Read(json.RootElement, HeadersMember) ?? [], Read(json.RootElement, PropertiesMember));
    }

    /// <summary>All headers, each with its type.</summary>
    public static Dictionary<string, object?> AllHeaders(string headers, string? wire)
    {
        var all = TransportHeaders.Deserialize(headers).ToDictionary(
            header => header.Key, object? (header) => header.Value, StringComparer.Ordinal);
        foreach (var (name, value) in Read(wire)?.Headers ?? new Dictionary<string, object?>())
            all[name] = value;
        return all;
    }

    private static JsonObject Write(IEnumerable<KeyValuePair<string, object?>> values) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, HeaderValues.Write(value.Value))));

    private static Dictionary<string, object?>? Read(JsonElement root, string member) =>
        root.TryGetProperty(member, out var values) && values.ValueKind == JsonValueKind.Object
            ? values.EnumerateObject().ToDictionary(
                value => value.Name, value => HeaderValues.Read(value.Value), StringComparer.Ordinal)
            : null;
}
