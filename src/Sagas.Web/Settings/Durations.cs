using System.Globalization;
using System.Text.RegularExpressions;

namespace Sagas.Web.Settings;

/// <summary>
/// Reads durations, which have one spelling: <c>[d.]hh:mm:ss</c>, with a fraction of a second if need be. .NET itself takes
/// <c>90</c> for ninety days and <c>24:00:00</c> for twenty-four.
/// </summary>
internal static partial class Durations
{
    private const string Allowed = "a duration such as 00:00:10 (hh:mm:ss or d.hh:mm:ss)";

    private static readonly Dictionary<string, double> SecondsPerUnit = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = 1,
        ["ms"] = 0.001,
        ["s"] = 1,
        ["sec"] = 1,
        ["second"] = 1,
        ["m"] = 60,
        ["min"] = 60,
        ["minute"] = 60,
        ["h"] = 3_600,
        ["hour"] = 3_600,
        ["d"] = 86_400,
        ["day"] = 86_400,
    };

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text.</param>
    /// <param name="duration">The duration.</param>
    /// <returns>Whether it is spelled as durations are.</returns>
    public static bool TryRead(string? text, out TimeSpan duration)
    {
        duration = default;
        return text is not null
            && Exact().IsMatch(text)
            && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out duration);
    }

    /// <summary>What would be allowed in place of a text that is none.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The form, and the text in this form if it can be guessed.</returns>
    public static string AllowedFor(string? text) =>
        Guess(text?.Trim() ?? "") is { } meant ? $"{Allowed}; perhaps {Write(meant)}" : Allowed;

    private static string Write(TimeSpan duration)
    {
        var text = duration.ToString("c", CultureInfo.InvariantCulture);
        return duration.Ticks % TimeSpan.TicksPerSecond == 0 ? text : text.TrimEnd('0');
    }

    // Only to propose it: whoever meant something else reads what it would be.
    private static TimeSpan? Guess(string text)
    {
        try
        {
            if (Clock().Match(text) is { Success: true } clock)
            {
                return TimeSpan.FromDays(Number(clock, "days")) + TimeSpan.FromHours(Number(clock, "hours"))
                    + TimeSpan.FromMinutes(Number(clock, "minutes")) + TimeSpan.FromSeconds(Number(clock, "seconds"));
            }

            return Quantity().Match(text) is { Success: true } quantity && SecondsOf(quantity.Groups["unit"].Value) is { } seconds
                ? TimeSpan.FromSeconds(Number(quantity, "number") * seconds)
                : null;
        }
        catch (OverflowException)
        {
            return null; // It is longer than any duration.
        }
    }

    private static double? SecondsOf(string unit) =>
        SecondsPerUnit.TryGetValue(unit, out var seconds) || SecondsPerUnit.TryGetValue(unit.TrimEnd('s'), out seconds)
            ? seconds
            : null;

    private static double Number(Match match, string group) =>
        double.TryParse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(
        @"^-?([0-9]{1,8}\.)?([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,7})?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Exact();

    [GeneratedRegex(
        @"^(?<days>[0-9]+\.)?(?<hours>[0-9]+):(?<minutes>[0-9]+)(:(?<seconds>[0-9]+(\.[0-9]+)?))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Clock();

    [GeneratedRegex(
        @"^(?<number>[0-9]+(\.[0-9]+)?)\s*(?<unit>[a-z]*)\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Quantity();
}
