using Sagas.Web.Problems;

namespace Sagas.Operations.Alerts;

/// <summary>When an acknowledged alert is open again, as people choose it.</summary>
/// <param name="Key">The value of the choice.</param>
/// <param name="Label">What it is called.</param>
/// <param name="At">When that is; null for never.</param>
internal sealed record AlertReminder(string Key, string Label, DateTimeOffset? At)
{
    /// <summary>The choice that is made for people at first.</summary>
    public const string Usual = "1h";

    private const string Never = "never";
    private const int Morning = 8;

    /// <summary>All choices.</summary>
    /// <param name="now">The present.</param>
    public static IReadOnlyList<AlertReminder> Choices(DateTimeOffset now)
    {
        var morning = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1).AddHours(Morning);
        return
        [
            new("15min", "in 15 minutes", now.AddMinutes(15)),
            new(Usual, "in 1 hour", now.AddHours(1)),
            new("4h", "in 4 hours", now.AddHours(4)),
            new("tomorrow", "tomorrow at 08:00 UTC", morning),
            new(Never, "never", At: null),
        ];
    }

    /// <summary>Reads a choice.</summary>
    /// <param name="key">The value of the choice; null for the usual one.</param>
    /// <param name="now">The present.</param>
    /// <param name="errors">Collects what is wrong with it.</param>
    /// <returns>When the alert is open again.</returns>
    public static DateTimeOffset? Read(string? key, DateTimeOffset now, FieldErrors errors)
    {
        var chosen = Choices(now).FirstOrDefault(choice => choice.Key == (key ?? Usual));
        if (chosen is null)
            errors.Add("remind", $"Must be one of {string.Join(", ", Choices(now).Select(choice => choice.Key))}.");
        return chosen?.At;
    }

    /// <summary>Checks a time that was given.</summary>
    /// <param name="at">The time; null for never.</param>
    /// <param name="now">The present.</param>
    /// <param name="errors">Collects what is wrong with it.</param>
    public static void Check(DateTimeOffset? at, DateTimeOffset now, FieldErrors errors)
    {
        if (at <= now)
            errors.Add("remindAt", "Must be in the future.");
    }
}
