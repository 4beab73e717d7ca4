using System.Globalization;
using Sagas.Chaos.Runs;

namespace Sagas.Chaos.Worlds;

/// <summary>The service's settings in every run.</summary>
internal static class WorldSettings
{
    /// <summary>
    /// Short times, so that a run sees timers fire and redeliveries and leases end. The crash limit is higher, because no
    /// message is to blame when a process of a run dies.
    /// </summary>
    public static Dictionary<string, string> Of(ChaosSettings settings) => new(StringComparer.Ordinal)
    {
        ["Sagas__Orders__PaymentTimeout"] = settings.PaymentTimeout.ToString("c", CultureInfo.InvariantCulture),
        ["Sagas__Orders__NotificationTimeout"] = "00:00:30",
        ["Sagas__Payments__Timeout"] = "00:00:15",
        ["Sagas__Payments__SlowDelay"] = settings.PaymentTimeout.ToString("c", CultureInfo.InvariantCulture),
        ["Sagas__Durability__RedeliveryDelays__0"] = "00:00:01",
        ["Sagas__Durability__RedeliveryDelays__1"] = "00:00:02",
        ["Sagas__Durability__RedeliveryDelays__2"] = "00:00:05",
        ["Sagas__Durability__RedeliveryDelays__3"] = "00:00:10",
        ["Sagas__Durability__OutboxLease"] = "00:00:05",
        ["Sagas__Durability__CrashLimit"] = "50",
    };
}
