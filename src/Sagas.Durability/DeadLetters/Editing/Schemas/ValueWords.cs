using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Sagas.Durability.DeadLetters.Editing.Schemas;

/// <summary>What values are called in sentences, such as "a UUID".</summary>
internal static class ValueWords
{
    /// <summary>The keyword that says it in a schema.</summary>
    public const string Keyword = "title";

    private const int MostNames = 20;

    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(string)] = "a string",
        [typeof(bool)] = "true or false",
        [typeof(char)] = "a single character",
        [typeof(byte)] = Whole<byte>(),
        [typeof(sbyte)] = Whole<sbyte>(),
        [typeof(short)] = Whole<short>(),
        [typeof(ushort)] = Whole<ushort>(),
        [typeof(int)] = Whole<int>(),
        [typeof(uint)] = Whole<uint>(),
        [typeof(long)] = Whole<long>(),
        [typeof(ulong)] = Whole<ulong>(),
        [typeof(Int128)] = Whole<Int128>(),
        [typeof(UInt128)] = Whole<UInt128>(),
        [typeof(Half)] = "a number",
        [typeof(float)] = "a number",
        [typeof(double)] = "a number",
        [typeof(decimal)] = "a decimal number of at most 28 digits",
        [typeof(Guid)] = "a UUID",
        [typeof(DateTime)] = "a date and time such as 2026-01-31T09:30:00Z",
        [typeof(DateTimeOffset)] = "a date and time such as 2026-01-31T09:30:00Z",
        [typeof(DateOnly)] = "a date such as 2026-01-31",
        [typeof(TimeOnly)] = "a time of day such as 09:30:00",
        [typeof(TimeSpan)] = "a duration such as 1.06:30:00",
        [typeof(Uri)] = "an address",
        [typeof(Version)] = "a version such as 1.2.3",
        [typeof(byte[])] = "a string in Base64",
        [typeof(Memory<byte>)] = "a string in Base64",
        [typeof(ReadOnlyMemory<byte>)] = "a string in Base64",
    };

    public static bool IsNumber(Type type) =>
        type != typeof(char)
        && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(INumber<>));

    public static string Of(Type type) => Words.GetValueOrDefault(type) ?? $"a value that can be read as {NameOf(type)}";

    /// <summary>The values of an enumeration.</summary>
    /// <param name="type">The enumeration.</param>
    /// <param name="names">As they are written; null if they are written as numbers.</param>
    public static string OfEnum(Type type, IReadOnlyList<string>? names)
    {
        var values = names ?? [.. Enum.GetValuesAsUnderlyingType(type).Cast<IFormattable>()
            .Select(value => $"{value.ToString(null, CultureInfo.InvariantCulture)} ({Enum.GetName(type, value)})").Distinct()];
        return $"one of {string.Join(", ", values.Take(MostNames))}{(values.Count > MostNames ? ", …" : "")}";
    }

    /// <summary>Says that a value is of another kind than its schema wants.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="found">The kind that it is of.</param>
    public static string WrongKind(JsonElement schema, JsonValueKind found)
    {
        var kinds = schema.GetProperty("type") is { ValueKind: JsonValueKind.Array } many
            ? [.. many.EnumerateArray().Select(kind => kind.GetString())]
            : new[] { schema.GetProperty("type").GetString() };
        var wanted = schema.TryGetProperty(Keyword, out var words) ? words.GetString()
            : OfKind(kinds.FirstOrDefault(kind => kind != "null"));
        return found switch
        {
            JsonValueKind.Null => "Must not be null.",
            // A fraction: "a whole number, not a number" would puzzle.
            JsonValueKind.Number when kinds.Contains("integer") => $"Must be {wanted}.",
            _ => $"Must be {wanted}, not {OfKind(found is JsonValueKind.False ? "true" : found.ToString())}.",
        };
    }

    public static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]} of {string.Join(" and ", type.GetGenericArguments().Select(NameOf))}"
        : type.Name;

    private static string Whole<T>()
        where T : IMinMaxValue<T>, IFormattable =>
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {T.MinValue} to {T.MaxValue}");

    private static string OfKind(string? kind) => kind?.ToUpperInvariant() switch
    {
        "OBJECT" => "an object",
        "ARRAY" => "an array",
        "STRING" => "a string",
        "NUMBER" => "a number",
        "INTEGER" => "a whole number",
        _ => "true or false",
    };
}
