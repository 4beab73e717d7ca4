using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Tests.Durability.DeadLetters.Editing;

/// <summary>A message with a member of every kind.</summary>
internal sealed record EverythingHappened(
    Guid Id,
    string Name,
    string? Note,
    int Count,
    decimal Total,
    Rank Rank,
    Direction Direction,
    DateTimeOffset At,
    IReadOnlyList<Part> Parts,
    Dictionary<string, IReadOnlyList<int>> Marks)
{
    public required bool IsUrgent { get; init; }

    public long? Weight { get; init; }

    public short Small { get; init; }

    public double Ratio { get; init; }

    public DateOnly Day { get; init; }

    public TimeOnly Hour { get; init; }

    public TimeSpan Duration { get; init; }

    public DateTime Local { get; init; }

    public char Letter { get; init; } = 'a';

    public Uri? Where { get; init; }

    public Version? Version { get; init; }

    public byte[]? Picture { get; init; }

    public int[][] Grid { get; init; } = [];

    public string?[] Gaps { get; init; } = [];

    public Rank? MaybeRank { get; init; }

    public Access Access { get; init; }

    public Dictionary<int, string> Numbered { get; init; } = [];

    public object? Anything { get; init; }

    public JsonElement Raw { get; init; }

    public Shape? Shape { get; init; }

    public Part? Spare { get; init; }

    [JsonPropertyName("it's a.b \"c\"")]
    public int Odd { get; init; }

    public decimal Sum => Total * Count;

    [JsonConverter(typeof(EvenNumber))]
    public int Even { get; init; }

    public Money? Price { get; init; }

    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public double Loose { get; init; }
}

internal sealed record Part(string Sku, int Quantity);

[JsonConverter(typeof(JsonStringEnumConverter<Rank>))]
internal enum Rank
{
    Low = 1,
    High = 2,
}

internal enum Direction
{
    Left,
    Right,
}

[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<Access>))]
internal enum Access
{
    None = 0,
    Read = 1,
    Write = 2,
}

[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Box), "box")]
internal abstract record Shape;

internal sealed record Circle(double Radius) : Shape;

internal sealed record Box(double Width, double Height) : Shape;

/// <summary>Its constructor refuses what no schema refuses.</summary>
internal sealed record Money
{
    public Money(decimal amount, string currency)
    {
        if (amount < 0)
            throw new ArgumentOutOfRangeException(nameof(amount), "An amount is never negative.");
        Amount = amount;
        Currency = currency;
    }

    public decimal Amount { get; }

    public string Currency { get; }
}

/// <summary>A message that refers to its like.</summary>
internal sealed record Branch(string Name, Branch? Parent, IReadOnlyList<Branch> Children);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Closed(Guid Id);

internal interface IHappened
{
    Guid Id { get; }

    string Name { get; }

    string? Note { get; }

    IReadOnlyList<Part> Parts { get; }
}

/// <summary>A message that nothing can read.</summary>
internal sealed class Unreadable
{
    public Unreadable(int one) => One = one;

    public Unreadable(string two) => One = two.Length;

    public int One { get; }
}

internal sealed class EvenNumber : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetInt32() is var number && number % 2 == 0 ? number : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

internal sealed class Ambiguous
{
    [JsonPropertyName("one")]
    public int One { get; set; }

    [JsonPropertyName("One")]
    public int Two { get; set; }
}

internal class OddlyNamed
{
    [JsonPropertyName("a/b~c d")]
    public Branch? Slashed { get; set; }

    [JsonPropertyName("100%")]
    public Branch? Escaped { get; set; }

    public Plain? Kind { get; set; }

    public Dictionary<string, int> Map { get; set; } = [];
}

[JsonDerivedType(typeof(Special), "special")]
internal class Plain
{
    public int One { get; set; }
}

internal sealed class Special : Plain
{
    public int Two { get; set; }
}
