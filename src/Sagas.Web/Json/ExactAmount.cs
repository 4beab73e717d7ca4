using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sagas.Web.Json;

/// <summary>
/// Reads amounts digit by digit: what a decimal cannot hold is refused, while the framework would round it and say nothing.
/// </summary>
internal static class ExactAmount
{
    /// <summary>What is said of a number that cannot be kept.</summary>
    public const string Error = "Must be a number of at most 28 digits.";

    /// <summary>Reads the number that a reader is at.</summary>
    /// <param name="reader">The reader, at a number or a text.</param>
    /// <returns>The amount; null if a decimal cannot hold it, or if it is no number.</returns>
    public static decimal? Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => Parse(Encoding.UTF8.GetString(
            reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan)),
        JsonTokenType.String => Parse(reader.GetString()!),
        _ => null,
    };

    /// <summary>Reads a number as JSON writes it.</summary>
    /// <param name="text">The number.</param>
    /// <returns>The amount; null if a decimal cannot hold it, or if it is no number.</returns>
    public static decimal? Parse(string text) =>
        Digits.Of(text) is { } written
        && decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out var amount)
        && Digits.Of(amount.ToString(CultureInfo.InvariantCulture)) == written
            ? amount
            : null;

    /// <summary>A number without zeros that say nothing.</summary>
    private readonly record struct Digits(bool IsNegative, string Significant, long Exponent)
    {
        // Beyond this nothing fits a decimal, and nothing overflows here.
        private const int LongestExponent = 9;

        public static Digits? Of(string text)
        {
            var isNegative = text.StartsWith('-');
            var (mantissa, exponent) = SplitAt(text[(isNegative ? 1 : 0)..].Replace('E', 'e'), 'e');
            var (whole, fraction) = SplitAt(mantissa, '.');
            if (!IsDigits(whole) || (fraction is not null && !IsDigits(fraction)) || !TryRead(exponent, out var power))
                return null;
            var digits = (whole + fraction).TrimStart('0');
            var significant = digits.TrimEnd('0');
            return significant.Length == 0
                ? new Digits(IsNegative: false, "", 0)
                : new Digits(isNegative, significant, power - (fraction?.Length ?? 0) + digits.Length - significant.Length);
        }

        private static (string Before, string? After) SplitAt(string text, char separator) =>
            text.IndexOf(separator, StringComparison.Ordinal) is var place and >= 0
                ? (text[..place], text[(place + 1)..])
                : (text, null);

        private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

        private static bool TryRead(string? exponent, out int power)
        {
            power = 0;
            return exponent is null
                || (exponent.Length <= LongestExponent && IsDigits(exponent.TrimStart('+', '-'))
                    && int.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power));
        }
    }
}
