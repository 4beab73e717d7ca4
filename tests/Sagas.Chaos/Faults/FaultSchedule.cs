using Sagas.Chaos.Runs;

namespace Sagas.Chaos.Faults;

/// <summary>
/// Decides what happens when: the same settings give the same schedule. Kills happen all the time, whatever else goes on. The
/// heavy faults come one after another, each kind as often as the others, with calm periods between them so that their
/// recoveries can be told apart.
/// </summary>
internal static class FaultSchedule
{
    private static readonly TimeSpan ShortestCalm = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan LongestCalm = TimeSpan.FromSeconds(20);

    /// <summary>Nothing happens earlier than this: first there must be something to disturb.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<PlannedFault> Draw(ChaosSettings settings) =>
    [
        .. Kills(settings, new Dice(settings.Seed)).Concat(Heavy(settings, new Dice(~settings.Seed)))
            .OrderBy(fault => fault.At).ThenBy(fault => fault.Kind),
    ];

    private static IEnumerable<PlannedFault> Kills(ChaosSettings settings, Dice dice)
    {
        // As many gaps as needed, of different widths, stretched to fill the time.
        var gaps = Enumerable.Range(0, settings.Kills + 1).Select(_ => dice.Between(0.2, 1.8)).ToList();
        var stretch = (settings.Duration - WarmUp) / gaps.Sum();
        var at = WarmUp;
        foreach (var gap in gaps.Take(settings.Kills))
        {
            at += gap * stretch;
            yield return NewFault(FaultKind.InstanceKilled, at, TimeSpan.Zero, dice.Below(settings.Instances));
        }
    }

    private static IEnumerable<PlannedFault> Heavy(ChaosSettings settings, Dice dice)
    {
        var kinds = settings.Embedded ? FaultTraits.HeavyEmbedded : FaultTraits.HeavyOnServers;
        var bag = new Queue<FaultKind>();
        var at = WarmUp + dice.Between(TimeSpan.Zero, WarmUp);
        while (true)
        {
            if (bag.Count == 0)
                bag = new Queue<FaultKind>(dice.Shuffle(kinds));
            var kind = bag.Dequeue();
            var traits = FaultTraits.Of(kind);
            var duration = dice.Between(traits.Shortest, traits.Longest);
            var lasts = kind == FaultKind.ClockJump ? TimeSpan.Zero : duration;
            if (at + lasts > settings.Duration)
                yield break;
            yield return NewFault(kind, at, duration, null);
            at += lasts + dice.Between(ShortestCalm, LongestCalm);
        }
    }

    private static PlannedFault NewFault(FaultKind kind, TimeSpan at, TimeSpan duration, int? instance)
    {
        var target = FaultTraits.Of(kind).Target;
        return new PlannedFault(
            TimeSpan.FromMilliseconds(Math.Round(at.TotalMilliseconds)),
            kind,
            instance is { } number ? $"{target} {number + 1}" : target,
            duration,
            instance);
    }
}
