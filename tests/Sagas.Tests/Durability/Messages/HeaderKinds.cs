using System.Collections;
using FsCheck;
using FsCheck.Fluent;
using Sagas.Durability.Messages;

namespace Sagas.Tests.Durability.Messages;

/// <summary>Values of every type that a broker's header may have.</summary>
internal static class HeaderKinds
{
    /// <summary>One of each, those at the ends of their ranges among them.</summary>
    public static IReadOnlyList<object?> Each { get; } =
    [
        null, "", " ", "text", "ü€😀", "a\0b", "#1", "{\"$int64\":\"5\"}", true, false,
        sbyte.MinValue, byte.MaxValue, short.MinValue, ushort.MaxValue, 0, int.MinValue, int.MaxValue, uint.MaxValue,
        long.MinValue, long.MaxValue, 5L, 5UL, ulong.MaxValue,
        1.5f, float.NaN, float.NegativeInfinity, -0f, 0.1, double.NaN, BitConverter.Int64BitsToDouble(0x7FF0_0000_0000_0001),
        double.PositiveInfinity, double.Epsilon, -0.0, 1.50m, new decimal(0, 0, 0, isNegative: true, scale: 2), decimal.MinValue,
        new BrokerTime(1_773_480_413), new BrokerTime(0), new BrokerTime(long.MinValue), new BrokerTime(long.MaxValue),
        new DateTimeOffset(2026, 3, 14, 9, 26, 53, 589, TimeSpan.FromHours(1)),
        Array.Empty<byte>(), new byte[] { 0, 255, 10 }, new BrokerText(new byte[] { 0xE4, 0xFF }),
        new List<object?>(), new List<object?> { 1, "two", null, new List<object?> { 3L, new byte[] { 4 } } },
        new Dictionary<string, object?>(), new Dictionary<string, object?> { ["a"] = (short)1, [""] = null },
        // What our own tags look like.
        new Dictionary<string, object?> { ["$int64"] = "5" }, new Dictionary<string, object?> { ["$table"] = "no" },
        new Dictionary<string, object?> { ["$a"] = 1, ["$b"] = 2 },
    ];

    /// <summary>Any of these, and lists and tables of them.</summary>
    public static Gen<object?> Any { get; } = Gen.Sized(Of);

    /// <summary>Whether two values are of the same type and have the same bits.</summary>
    public static bool AreSame(object? one, object? other) => (one, other) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (float a, float b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b),
        (double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b),
        (decimal a, decimal b) => decimal.GetBits(a).SequenceEqual(decimal.GetBits(b)),
        (DateTimeOffset a, DateTimeOffset b) => a.EqualsExact(b),
        (BrokerText a, BrokerText b) => a.Bytes.Span.SequenceEqual(b.Bytes.Span),
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (IReadOnlyDictionary<string, object?> a, IReadOnlyDictionary<string, object?> b) =>
            a.Keys.SequenceEqual(b.Keys) && a.All(member => AreSame(member.Value, b[member.Key])),
        (IList a, IList b) => a is not byte[] && b is not byte[]
            && a.Cast<object?>().Zip(b.Cast<object?>()).All(pair => AreSame(pair.First, pair.Second)) && a.Count == b.Count,
        _ => one.GetType() == other.GetType() && one.Equals(other),
    };

    private static Gen<object?> Of(int size)
    {
        var one = Gen.OneOf<object?>(
            Gen.Elements(Each.ToArray()),
            ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && !text.Any(char.IsSurrogate))
                .Select(text => (object?)text),
            ArbMap.Default.GeneratorFor<double>().Select(number => (object?)number),
            ArbMap.Default.GeneratorFor<long>().Select(number => (object?)number),
            ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => (object?)bytes));
        if (size < 2)
            return one;
        var some = Of(size / 4).ListOf(3);
        return Gen.Frequency(
            (5, one),
            (1, some.Select(items => (object?)items.ToList())),
            (1, some.Select(items => (object?)items.Index()
                .ToDictionary(item => item.Index == 0 ? "$x" : $"m{item.Index}", item => item.Item, StringComparer.Ordinal))));
    }
}
