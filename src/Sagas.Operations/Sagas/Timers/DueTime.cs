using Sagas.Durability.Timers;
using Sagas.Operations.Shell;
using Sagas.Web.Lists;
using Sagas.Web.Problems;

namespace Sagas.Operations.Sagas.Timers;

/// <summary>Reads the time to which somebody wants to move a timer.</summary>
internal static class DueTime
{
    /// <summary>The field that holds it.</summary>
    public const string Field = "dueAt";

    /// <summary>Reads the time.</summary>
    /// <param name="text">The time with its zone, ISO 8601.</param>
    /// <param name="now">The current time.</param>
    /// <param name="errors">Collects the errors.</param>
    /// <returns>The time, UTC; usable only if there are no errors.</returns>
    public static DateTimeOffset Read(string? text, DateTimeOffset now, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            errors.Add(Field, "Is required.");
        else if (QueryReader.ParseTime(text) is not { } dueAt)
            errors.Add(Field, "Must be an ISO 8601 time with its time zone, such as 2026-01-31T09:30:00Z.");
        else if (dueAt <= now)
            errors.Add(Field, $"Must be later than now, {Shown.Iso(now)}. A timer that should fire now can be fired.");
        else if (dueAt - now > TimerService.Furthest)
            errors.Add(Field,
                $"Must be within {TimerService.Furthest.TotalDays:0} days from now, by {Shown.Iso(now + TimerService.Furthest)}.");
        else
            return dueAt;
        return default;
    }
}
