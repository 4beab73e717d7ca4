using MassTransit;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Commit;

/// <summary>The time of a unit of work.</summary>
public static class UnitOfWorkClock
{
    /// <summary>
    /// The time of the unit of work that handles a message: read once, so that a saga's own fields and its history show
    /// the same time. A message that is handled again gets a new time.
    /// </summary>
    /// <param name="time">The clock.</param>
    /// <param name="context">The context in which the message is handled; outside units of work, it is the current time.</param>
    /// <returns>The time in whole milliseconds, UTC.</returns>
    public static DateTimeOffset GetStorableUtcNow(this TimeProvider time, PipeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.TryGetPayload<UnitOfWork>(out var unit) ? unit.At ??= time.GetStorableUtcNow() : time.GetStorableUtcNow();
    }
}
