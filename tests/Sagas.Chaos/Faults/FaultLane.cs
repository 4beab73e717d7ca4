namespace Sagas.Chaos.Faults;

/// <summary>Injects the faults of one lane, one after another.</summary>
/// <param name="clock">The run's time.</param>
/// <param name="log">Receives messages about everything.</param>
internal sealed class FaultLane(RunClock clock, Action<string> log)
{
    private readonly List<InjectedFault> _injected = [];

    /// <summary>What has happened so far.</summary>
    public IReadOnlyList<InjectedFault> Injected
    {
        get
        {
            lock (_injected)
                return [.. _injected];
        }
    }

    public async Task RunAsync(
        IEnumerable<PlannedFault> plan, Func<PlannedFault, CancellationToken, Task> inject, CancellationToken cancellationToken)
    {
        foreach (var fault in plan)
        {
            await clock.UntilAsync(fault.At, cancellationToken);
            var begin = clock.Now;
            await inject(fault, cancellationToken);
            var injected = new InjectedFault(fault, begin, clock.Now);
            lock (_injected)
                _injected.Add(injected);
            log(FormattableString.Invariant(
                $"{begin.TotalSeconds,7:F1} s  {FaultTraits.Of(fault.Kind).Name}, {fault.Target}, over after {(injected.End - begin).TotalSeconds:F1} s"));
        }
    }
}
