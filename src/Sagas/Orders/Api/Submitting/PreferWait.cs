namespace Sagas.Orders.Api.Submitting;

/// <summary>Reads the preference <c>wait</c> of the header Prefer (RFC 7240): how long the caller would like to wait.</summary>
internal static class PreferWait
{
    /// <summary>Reads the header.</summary>
    /// <param name="header">The header's value; several lines joined by commas.</param>
    /// <param name="longest">The longest time that is granted.</param>
    /// <returns>How long to wait; null if the caller did not ask for it in an understandable way.</returns>
    public static TimeSpan? Read(string? header, TimeSpan longest)
    {
        foreach (var preference in (header ?? "").Split(','))
        {
            // Parameters follow after a semicolon; wait has none.
            var parts = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (!string.Equals(parts[0], "wait", StringComparison.OrdinalIgnoreCase))
                continue;
            // If a preference is given twice, the first one counts, even if it makes no sense.
            return parts.Length == 2 && Seconds(parts[1].Trim('"')) is { } seconds
                ? TimeSpan.FromSeconds(Math.Min(seconds, (long)longest.TotalSeconds))
                : null;
        }

        return null;
    }

    private static long? Seconds(string digits) => digits switch
    {
        "" => null,
        _ when !digits.All(char.IsAsciiDigit) => null,
        // More digits than a number can have are simply too long, and are capped.
        { Length: > 18 } => long.MaxValue,
        _ => long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture),
    };
}
