using System.Globalization;

namespace Sagas.Operations.Shell;

/// <summary>Numbers and times as people read them.</summary>
internal static class Shown
{
    /// <summary>The culture in which numbers are written for people and programs.</summary>
    public static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>How amounts are written in JSON.</summary>
    public const NumberStyles AmountStyle = NumberStyles.Float;

    /// <summary>An amount: <c>59.70</c>, with two decimals at least, and with more if it has more.</summary>
    public static string Amount(decimal amount) => amount.ToString("0.00##########################", Culture);

    /// <summary>A whole number: <c>12,345</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>An amount of money: <c>1,592.00 EUR</c>.</summary>
    public static string Money(decimal amount, string? currency)
    {
        var figure = amount.ToString("#,##0.00##########################", Culture);
        return currency is null ? figure : $"{figure} {currency}";
    }

    /// <summary>
    /// Until when a queue is paused: <c>until 2026-11-23 14:05:10 UTC</c>. Once that time is over, the pause ends with the next
    /// message, whenever that comes.
    /// </summary>
    public static string Pause(DateTimeOffset until, DateTimeOffset now) =>
        until > now ? $"until {Time(until)}" : "until its next message has been tried";

    /// <summary>A rate: <c>0.25</c>, <c>12.5</c> or <c>480</c>.</summary>
    public static string Rate(double rate) =>
        rate.ToString(rate switch { 0 => "0", < 1 => "0.00", < 100 => "0.0", _ => "N0" }, CultureInfo.InvariantCulture);

    /// <summary>A duration: <c>15 ms</c>, <c>3.2 s</c>, <c>12 min</c>, <c>5 h</c> or <c>3 d</c>.</summary>
    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalMilliseconds: < 1 } => "0 s",
        { TotalSeconds: < 1 } => In(duration.TotalMilliseconds, "0", "ms"),
        { TotalSeconds: < 10 } => In(duration.TotalSeconds, "0.0", "s"),
        { TotalMinutes: < 2 } => In(duration.TotalSeconds, "0", "s"),
        { TotalHours: < 2 } => In(duration.TotalMinutes, "0", "min"),
        { TotalDays: < 2 } => In(duration.TotalHours, "0", "h"),
        _ => In(duration.TotalDays, "N0", "d"),
    };

    /// <summary>A duration that may not be known.</summary>
    public static string Duration(TimeSpan? duration) => duration is { } known ? Duration(known) : "–";

    /// <summary>How long ago something was, or in how long it will be.</summary>
    public static string Distance(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalSeconds: < 1 and > -1 } => "now",
        { Ticks: > 0 } past => $"{Duration(past)} ago",
        var future => $"in {Duration(-future)}",
    };

    /// <summary>How long something has lasted.</summary>
    public static string Elapsed(DateTimeOffset since, DateTimeOffset now) => Duration(now - since);

    /// <summary>In how long something is due, or for how long it has been overdue.</summary>
    public static string Due(DateTimeOffset at, DateTimeOffset now) =>
        now - at is { TotalSeconds: >= 1 } past ? $"overdue by {Duration(past)}"
            : now - at is { TotalSeconds: > -1 } ? "due now"
            : Distance(at, now);

    /// <summary>A time for people: <c>2026-11-23 14:05:09 UTC</c>.</summary>
    public static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A time within minutes of others: <c>14:05:09</c>.</summary>
    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A time for programs.</summary>
    public static string Iso(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The last part of an id, by which people tell a few of them apart.</summary>
    public static string Short(Guid id) => id.ToString("D")[^12..];

    private static string In(double value, string format, string unit) =>
        $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}";
}
