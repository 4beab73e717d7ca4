using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Json.Schema;
using MassTransit;

namespace Sagas.Durability.DeadLetters.Editing.Schemas;

/// <summary>
/// Writes the JSON schema of a message type. Of a single value the schema says what JSON it is; whether it can be read, such as a
/// date that exists or a number that fits, is asked of the serializer itself, as a format.
/// </summary>
internal sealed class SchemaWriter(ReadingOptions options, FormatRegistry formats)
{
    private static readonly string[] KindsButNull = ["object", "array", "string", "number", "boolean"];

    public JsonNode Write(Type type)
    {
        try
        {
            return options.Describing.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TransformSchemaNode = Complete });
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException)
        {
            // Most such types cannot be read either; whoever tries tells why.
            return true;
        }
    }

    private JsonNode Complete(JsonSchemaExporterContext context, JsonNode node)
    {
        var property = context.PropertyInfo;
        if (property is not null && IsNeverRead(property))
            return true;

        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (property?.CustomConverter is null && context.TypeInfo.Kind == JsonTypeInfoKind.None)
            node = ValueOf(type, node);
        if (context.Path.IsEmpty || (property is not null && MayNotBeNull(property)))
            node = NotNull(node);
        if (property?.AttributeProvider is PropertyInfo declared && node is JsonObject)
            RefuseNullElements(node, new NullabilityInfoContext().Create(declared));
        return node;
    }

    // The serializer writes what a message computes, and skips it when it reads. An interface has setters once it is read.
    private bool IsNeverRead(JsonPropertyInfo property)
    {
        var handling = property.ObjectCreationHandling ?? options.Reading.PreferredObjectCreationHandling;
        return property is { Set: null, AssociatedParameter: null } && !property.DeclaringType.IsInterface
            && handling == JsonObjectCreationHandling.Replace;
    }

    // The exporter takes what has no setter for nullable. MassTransit's own messages have nulls where they declare none.
    private static bool MayNotBeNull(JsonPropertyInfo property) =>
        property is { Set: null, AssociatedParameter: null, IsGetNullable: false } && !property.PropertyType.IsValueType
        && property.DeclaringType.Assembly != typeof(ExceptionInfo).Assembly;

    private JsonNode ValueOf(Type type, JsonNode node)
    {
        if (IsAnything(type) || (node is JsonObject written && IsReadByItsOwnRules(type, written)))
            return node;
        if (node is not JsonObject value)
            value = [];
        var words = type.IsEnum ? ValueWords.OfEnum(type, NamesIn(value)) : ValueWords.Of(type);
        if (type == typeof(decimal))
            value["type"] = Kinds([.. KindsIn(value).Union(["string"])]);
        if (value.Remove("enum", out var names))
            value["type"] = Kinds(names!.AsArray().Contains(null) ? ["string", "integer", "null"] : ["string", "integer"]);
        foreach (var standard in (string[])["not", "pattern", "minLength", "maxLength", "$comment"])
            value.Remove(standard);
        value["format"] = FormatOf(type, words);
        value[ValueWords.Keyword] = words;
        return value;
    }

    private static bool IsAnything(Type type) =>
        type == typeof(object) || type == typeof(JsonElement) || type == typeof(JsonDocument)
        || type.IsAssignableTo(typeof(JsonNode));

    // An attribute lets these numbers be written in strings, or as NaN; the serializer's options know nothing of it.
    private bool IsReadByItsOwnRules(Type type, JsonObject node) =>
        type != typeof(decimal) && ValueWords.IsNumber(type) && options.Reading.NumberHandling == JsonNumberHandling.Strict
        && (node.ContainsKey("anyOf") || KindsIn(node).Contains("string"));

    private string FormatOf(Type type, string words)
    {
        var format = $"net:{type.AssemblyQualifiedName}";
        formats.Register(new PredicateFormat(format, IsRead));
        return format;

        // Whether it may be null is another question.
        bool IsRead(JsonElement value, out string? error)
        {
            error = value.ValueKind == JsonValueKind.Null || CanBeRead(value, type) ? null : $"Must be {words}.";
            return error is null;
        }
    }

    private bool CanBeRead(JsonElement value, Type type) =>
        options.Refusal(value, type) is null && (!type.IsEnum || IsOneOf(type, value.Deserialize(type, options.Reading)!));

    // The serializer reads every number as an enumeration, those that mean nothing as well.
    private static bool IsOneOf(Type type, object value) =>
        type.IsDefined(typeof(FlagsAttribute), inherit: false) || Enum.IsDefined(type, value);

    private static List<string>? NamesIn(JsonObject node) =>
        node["enum"] is JsonArray names ? [.. names.OfType<JsonNode>().Select(name => name.GetValue<string>())] : null;

    private static JsonArray Kinds(IEnumerable<string> kinds) => [.. kinds];

    private static List<string> KindsIn(JsonObject node) => node["type"] switch
    {
        JsonArray kinds => [.. kinds.Select(kind => kind!.GetValue<string>())],
        JsonValue kind => [kind.GetValue<string>()],
        _ => [],
    };

    private static JsonObject NotNull(JsonNode node)
    {
        if (node is not JsonObject value)
            value = [];
        value["type"] = Kinds(value.ContainsKey("type") ? [.. KindsIn(value).Except(["null"])] : KindsButNull);
        return value;
    }

    // Of elements the exporter does not know whether they may be null; the compiler has noted it at the member.
    private static void RefuseNullElements(JsonNode node, NullabilityInfo list)
    {
        var element = list.ElementType ?? (IsCollection(list.Type) ? list.GenericTypeArguments[^1] : null);
        var keyword = node["items"] is JsonObject ? "items" : "additionalProperties";
        if (element is null || node[keyword] is not JsonObject described || described.ContainsKey("$ref"))
            return;
        if (element.WriteState == NullabilityState.NotNull || element.ReadState == NullabilityState.NotNull)
            NotNull(described);
        RefuseNullElements(described, element);
    }

    private static bool IsCollection(Type type) =>
        type.IsGenericType && type.Namespace!.StartsWith("System.Collections", StringComparison.Ordinal);
}
