using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sagas.Durability.DeadLetters.Editing.Schemas;

/// <summary>
/// Finds what a schema cannot know: a value that the type's own constructor or converter refuses. It is in the innermost value
/// that cannot be read by itself.
/// </summary>
internal sealed class RefusedPlace(ReadingOptions options)
{
    /// <summary>Where a message cannot be read; null if it can be.</summary>
    /// <param name="value">The message, or a part of it.</param>
    /// <param name="type">What it is read as.</param>
    /// <param name="path">Where it stands.</param>
    public SchemaFinding? In(JsonElement value, Type type, string path)
    {
        if (options.Refusal(value, type) is not { } refusal)
            return null;
        var inside = Parts(value, type, path).Select(part => In(part.Value, part.Type, part.Path));
        return inside.FirstOrDefault(found => found is not null) ?? Told(path, type, refusal);
    }

    private IEnumerable<(JsonElement Value, Type Type, string Path)> Parts(JsonElement value, Type type, string path)
    {
        JsonTypeInfo described;
        try
        {
            described = options.Describing.GetTypeInfo(type);
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException)
        {
            return [];
        }

        return (described.Kind, value.ValueKind, described.NumberHandling) switch
        {
            (JsonTypeInfoKind.Object, JsonValueKind.Object, null) =>
                from member in value.EnumerateObject()
                from property in described.Properties
                where property is { CustomConverter: null, NumberHandling: null }
                where options.Names.Equals(property.Name, member.Name)
                select (member.Value, property.PropertyType, JsonPaths.Member(path, member.Name)),
            (JsonTypeInfoKind.Dictionary, JsonValueKind.Object, null) =>
                from member in value.EnumerateObject()
                select (member.Value, described.ElementType!, JsonPaths.Member(path, member.Name)),
            (JsonTypeInfoKind.Enumerable, JsonValueKind.Array, null) =>
                from item in value.EnumerateArray().Index()
                select (item.Item, described.ElementType!, JsonPaths.Item(path, item.Index)),
            _ => [],
        };
    }

    // Values that are read by rules of their own, such as keys, are told by the serializer alone.
    private static SchemaFinding Told(string path, Type type, Exception refusal) => refusal switch
    {
        JsonException { Path: { Length: > 1 } inside } =>
            new SchemaFinding(path + inside[1..], $"Cannot be read as a part of {ValueWords.NameOf(type)}."),
        JsonException or NotSupportedException or { Source: "System.Text.Json" } =>
            new SchemaFinding(path, $"Must be {ValueWords.Of(type)}."),
        // What a message's author says is meant for people; what the serializer says is not.
        _ => new SchemaFinding(path, $"{ValueWords.NameOf(type)} refuses it: {refusal.Message.ReplaceLineEndings(" ")}"),
    };
}
