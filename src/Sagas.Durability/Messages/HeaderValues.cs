using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sagas.Durability.Messages;

/// <summary>
/// Writes values of headers as JSON and reads them again, each with its type. What JSON itself can tell is written plainly:
/// texts, booleans, null, lists, tables, and numbers of 32 bits. Everything else is an object with one member, whose name begins
/// with a dollar sign and names the type: <c>{"$int64":"5"}</c>.
/// </summary>
internal static class HeaderValues
{
    /// <summary>
    /// How deep lists and tables may be nested. Whoever sends deeper ones wants to exhaust the stack of those who read them.
    /// </summary>
    public const int MostLevels = 250;

    /// <summary>What stands in the place of what is deeper.</summary>
    public const string TooDeep = "(nested too deeply)";

    private const char Tag = '$';
    private const string Table = "$table";

    public static JsonNode? Write(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        sbyte or byte or short or ushort or uint or long or ulong =>
            Tagged(NameOf(value), Convert.ToString(value, CultureInfo.InvariantCulture)!),
        float number => Tagged("float", float.IsNaN(number) ? Bits(BitConverter.SingleToInt32Bits(number)) : Exact(number)),
        double number => Tagged("double", double.IsNaN(number) ? Bits(BitConverter.DoubleToInt64Bits(number)) : Exact(number)),
        decimal number => Tagged("decimal", string.Join(' ', decimal.GetBits(number))),
        BrokerTime time => Tagged("time", time.Seconds.ToString(CultureInfo.InvariantCulture)),
        DateTimeOffset time => Tagged("datetime", time.ToString("O", CultureInfo.InvariantCulture)),
        byte[] bytes => Tagged("binary", Convert.ToBase64String(bytes)),
        BrokerText text => Tagged("text", Convert.ToBase64String(text.Bytes.Span)),
        IReadOnlyDictionary<string, object?> table => TableOf(table),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Write)]),
        _ => throw new ArgumentException($"A header cannot be a {value.GetType()}.", nameof(value)),
    };

    public static object? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.GetInt32(),
        JsonValueKind.Array => value.EnumerateArray().Select(Read).ToList(),
        _ when TagOf(value) is { } tagged => Read(tagged.Name, tagged.Value),
        _ => Members(value),
    };

    /// <summary>What programs put into headers, as one of the types above; a type of no broker becomes a text.</summary>
    public static object? Known(object? value) => Known(value, level: 0);

    private static object? Known(object? value, int level) => value switch
    {
        null or string or bool or sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal
            or BrokerTime or BrokerText or DateTimeOffset or byte[] => value,
        DateTime time => new DateTimeOffset(
            time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime()),
        IEnumerable when level >= MostLevels => TooDeep,
        IReadOnlyDictionary<string, object?> table => table.ToDictionary(
            member => member.Key, member => Known(member.Value, level + 1), StringComparer.Ordinal),
        IDictionary table => table.Cast<DictionaryEntry>().ToDictionary(
            member => $"{member.Key}", member => Known(member.Value, level + 1), StringComparer.Ordinal),
        IEnumerable list => list.Cast<object?>().Select(item => Known(item, level + 1)).ToList(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>The value as people read it.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        BrokerTime time => Text(time),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        byte[] bytes => $"base64:{Convert.ToBase64String(bytes)}",
        BrokerText text => $"base64:{Convert.ToBase64String(text.Bytes.Span)}",
        IReadOnlyDictionary<string, object?> or IEnumerable => Readable(value)!.ToJsonString(TransportHeaders.Json),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>What the type of a value is called.</summary>
    public static string NameOf(object? value) => value switch
    {
        null => "null",
        string => "text",
        bool => "boolean",
        sbyte => "int8",
        byte => "uint8",
        short => "int16",
        ushort => "uint16",
        int => "int32",
        uint => "uint32",
        long => "int64",
        ulong => "uint64",
        float => "float",
        double => "double",
        decimal => "decimal",
        BrokerTime or DateTimeOffset => "time",
        byte[] => "binary",
        BrokerText => "text that is not UTF-8",
        IReadOnlyDictionary<string, object?> => "table",
        _ => "list",
    };

    private static JsonNode? Readable(object? value) => value switch
    {
        null => null,
        bool flag => JsonValue.Create(flag),
        int or sbyte or byte or short or ushort or uint or long or ulong or decimal => JsonNode.Parse(Text(value)!),
        IReadOnlyDictionary<string, object?> table => new JsonObject(
            table.Select(member => KeyValuePair.Create(member.Key, Readable(member.Value)))),
        IEnumerable list and not string and not byte[] => new JsonArray([.. list.Cast<object?>().Select(Readable)]),
        _ => JsonValue.Create(Text(value)),
    };

    private static string Text(BrokerTime time) =>
        time.Seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && time.Seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(time.Seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : $"{time.Seconds.ToString(CultureInfo.InvariantCulture)} s after 1970";

    private static JsonObject TableOf(IReadOnlyDictionary<string, object?> table)
    {
        var members = new JsonObject(table.Select(member => KeyValuePair.Create(member.Key, Write(member.Value))));
        // A table of a sender may look like one of our tags.
        return members.Count == 1 && members.First().Key.StartsWith(Tag) ? new JsonObject { [Table] = members } : members;
    }

    private static JsonObject Tagged(string type, string value) => new() { [Tag + type] = value };

    private static JsonProperty? TagOf(JsonElement value) =>
        value.EnumerateObject().Take(2).ToList() is [var only] && only.Name.StartsWith(Tag) ? only : null;

    private static Dictionary<string, object?> Members(JsonElement table) =>
        table.EnumerateObject().ToDictionary(member => member.Name, member => Read(member.Value), StringComparer.Ordinal);

    private static object Read(string tag, JsonElement value)
    {
        if (tag == Table)
            return Members(value);
        var text = value.GetString()!;
        return tag[1..] switch
        {
            "int8" => sbyte.Parse(text, CultureInfo.InvariantCulture),
            "uint8" => byte.Parse(text, CultureInfo.InvariantCulture),
            "int16" => short.Parse(text, CultureInfo.InvariantCulture),
            "uint16" => ushort.Parse(text, CultureInfo.InvariantCulture),
            "uint32" => uint.Parse(text, CultureInfo.InvariantCulture),
            "int64" => long.Parse(text, CultureInfo.InvariantCulture),
            "uint64" => ulong.Parse(text, CultureInfo.InvariantCulture),
            "float" => IsBits(text) ? BitConverter.Int32BitsToSingle((int)BitsOf(text))
                : float.Parse(text, CultureInfo.InvariantCulture),
            "double" => IsBits(text) ? BitConverter.Int64BitsToDouble(BitsOf(text))
                : double.Parse(text, CultureInfo.InvariantCulture),
            "decimal" => new decimal([.. text.Split(' ').Select(part => int.Parse(part, CultureInfo.InvariantCulture))]),
            "time" => new BrokerTime(long.Parse(text, CultureInfo.InvariantCulture)),
            "datetime" => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture),
            "binary" => Convert.FromBase64String(text),
            "text" => new BrokerText(Convert.FromBase64String(text)),
            _ => throw new FormatException($"{tag} is no type of a header."),
        };
    }

    private static string Exact(IFormattable number) => number.ToString("R", CultureInfo.InvariantCulture);

    // There are many NaN; a text would make them one.
    private static string Bits(long bits) => $"#{bits.ToString(CultureInfo.InvariantCulture)}";

    private static bool IsBits(string text) => text.StartsWith('#');

    private static long BitsOf(string text) => long.Parse(text.AsSpan(1), CultureInfo.InvariantCulture);
}
