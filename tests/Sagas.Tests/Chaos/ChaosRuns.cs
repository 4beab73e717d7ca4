using Sagas.Chaos.Runs;

namespace Sagas.Tests.Chaos;

/// <summary>Runs that are only planned.</summary>
internal static class ChaosRuns
{
    public static ChaosSettings OfMinutes(double minutes, int seed, bool embedded = false)
    {
        var duration = TimeSpan.FromMinutes(minutes);
        return new ChaosSettings
        {
            Duration = duration,
            Seed = seed,
            Instances = embedded ? 1 : 3,
            Embedded = embedded,
            Kills = (int)(duration / ChaosSettings.KillInterval),
            OrdersPerSecond = 12,
        };
    }
}
