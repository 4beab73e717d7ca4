using System.Globalization;
using System.Text;

namespace Sagas.Tests.Fuzz;

/// <summary>Makes things by chance, the same ones for the same seed.</summary>
internal sealed class Chance
{
    private const string SeedVariable = "SAGAS_FUZZ_SEED";
    private const string CasesVariable = "SAGAS_FUZZ_CASES";

    private static readonly string[] OddTexts =
    [
        "", " ", "\0", "a\0b", "null", "\u202Egnirts", "\uD83D\uDE00", "e\u0301", "'; DROP TABLE \"Orders\";--",
        "${jndi:ldap://x}", "../../etc/passwd", "%00", "{\"$type\":\"System.Object\"}", "<script>", "-1", "1e400", "NaN", "0x7f",
        "\uFEFF", "\t\r\n", "İı", "𝕏", "a@b", "tok_visa", "EUR", "9999-12-31T23:59:59.9999999Z", "0001-01-01",
        "2026-01-31T24:00:00Z", "2026-02-30", "00000000-0000-0000-0000-000000000000", "wait=1", "wait=-1",
    ];

    private static readonly string[] OddNumbers =
    [
        "0", "-0", "-1", "1", "2147483648", "-9223372036854775809", "1e5", "1E-28", "0.1", "1.0000000000000000000000000000001",
        "1e400", "79228162514264337593543950336", "99999999999999999999999999999999999999999", "10000", "10001", "0.00000000001",
    ];

    private readonly Random _random;

    /// <summary>A chance that no other is like.</summary>
    /// <param name="seed">The seed.</param>
#pragma warning disable CA5394 // Chance that can be had again is what it is about.
    public Chance(int seed) => _random = new Random(seed);
#pragma warning restore CA5394

    /// <summary>The seed of this run: another one every time, unless the environment names it.</summary>
    public static int Seed { get; } =
        Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Guid.NewGuid().GetHashCode() & int.MaxValue;

    /// <summary>How to see the same run again.</summary>
    public static string HowToRepeat => $"To see it again, set {SeedVariable}={Seed}.";

    /// <summary>How many cases: more for a longer search.</summary>
    public static int Cases(int unlessTold) =>
        Environment.GetEnvironmentVariable(CasesVariable) is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : unlessTold;

#pragma warning disable CA5394
    public int Number(int most) => _random.Next(most + 1);

    public bool Once(int among) => _random.Next(among) == 0;

    public T Of<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];

    public byte[] Bytes(int most)
    {
        var bytes = new byte[_random.Next(most + 1)];
        _random.NextBytes(bytes);
        return bytes;
    }
#pragma warning restore CA5394

    /// <summary>A text that somebody might not have thought of.</summary>
    public string Text() => Number(5) switch
    {
        0 => new string(Of<char>(['a', '\u00E9', '\u4E2D', '"', '\\']), Number(600)),
        1 => Encoding.Latin1.GetString(Bytes(40)),
        2 => string.Concat(Enumerable.Range(0, Number(30)).Select(_ => (char)Number(0xFFFF))),
        _ => Of(OddTexts),
    };

    /// <summary>A number as JSON spells it, or nearly.</summary>
    public string NumberText() => Of(OddNumbers);
}
