using System.Net.Http.Headers;

namespace Sagas.Web.Outbound;

/// <summary>
/// Reads how long an answer asks callers to wait: the header <c>Retry-After</c>, seconds or a date (RFC 9110, 10.2.3).
/// </summary>
internal static class RetryAfter
{
    private const string Name = "Retry-After";

    // What more digits say exceeds every limit, and may not fit into a number.
    private const int MostDigits = 9;

    /// <summary>Reads the header.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="now">The time, in case the answer itself is not dated.</param>
    /// <param name="longest">The longest time to wait; what is longer counts as this.</param>
    /// <returns>How long; zero if the header is missing, cannot be read or names the past.</returns>
    public static TimeSpan Read(HttpResponseMessage response, DateTimeOffset now, TimeSpan longest)
    {
        if (!response.Headers.TryGetValues(Name, out var values))
            return TimeSpan.Zero;
        var wait = values.Select(value => Read(value.Trim(), response.Headers.Date ?? now)).Max();
        return wait > longest ? longest : wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    // By the clock of the service that wrote it: ours may differ.
    private static TimeSpan Read(string value, DateTimeOffset sentAt)
    {
        if (value.Length > 0 && value.All(char.IsAsciiDigit))
        {
            var digits = value.TrimStart('0');
            return digits.Length > MostDigits ? TimeSpan.MaxValue
                : digits.Length == 0 ? TimeSpan.Zero
                : TimeSpan.FromSeconds(int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture));
        }

        return RetryConditionHeaderValue.TryParse(value, out var header) && header.Date is { } date
            ? date - sentAt
            : TimeSpan.Zero;
    }
}
