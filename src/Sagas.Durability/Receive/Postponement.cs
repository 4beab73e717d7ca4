using System.Globalization;
using MassTransit;
using Sagas.Durability.Messages;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Receive;

/// <summary>
/// How often and since when a message has been put off, because a failure named the time before which handling it again would be
/// in vain. It travels in a header; a dead letter that is sent again begins anew.
/// </summary>
/// <param name="Number">How often, from 1; 0 if it was not.</param>
/// <param name="Since">When it was put off for the first time.</param>
internal sealed record Postponement(int Number, DateTimeOffset Since)
{
    private const string TimeFormat = "O";

    private static readonly Postponement None = new(0, default);

    /// <summary>What the header of a delivery says.</summary>
    public static Postponement Of(ReceiveContext context) =>
        context.TransportHeaders.TryGetHeader(TransportHeaders.Postponed, out var value)
        && value?.ToString()?.Split(' ') is [var number, var since]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var times)
        && DateTimeOffset.TryParseExact(since, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            ? new(times, first)
            : None;

    /// <summary>The next postponement; null if the message has been put off for too long.</summary>
    /// <param name="now">The time.</param>
    /// <param name="limit">How long it may be put off in all.</param>
    public Postponement? Next(DateTimeOffset now, TimeSpan limit) =>
        Number == 0 ? new(1, now) : now - Since < limit ? new(Number + 1, Since) : null;

    /// <summary>When the message is due: at the time that was named, if it lies ahead, and within the limit.</summary>
    /// <param name="wanted">The time that was named.</param>
    /// <param name="now">The time.</param>
    /// <param name="limit">How long a message may be put off in all.</param>
    public static DateTimeOffset Until(DateTimeOffset wanted, DateTimeOffset now, TimeSpan limit) =>
        wanted <= now ? now
            : wanted >= now + limit ? now + limit
            // Rounded up: a message that is stored with whole milliseconds must not come too early.
            : wanted.AddTicks(TimeSpan.TicksPerMillisecond - 1).ToStorable();

    /// <summary>The header's value.</summary>
    public override string ToString() =>
        $"{Number.ToString(CultureInfo.InvariantCulture)} {Since.ToString(TimeFormat, CultureInfo.InvariantCulture)}";
}
