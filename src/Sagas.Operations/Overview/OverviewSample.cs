using Sagas.Operations.Diagrams;

namespace Sagas.Operations.Overview;

/// <summary>How the service is doing at one moment, seen from the database that all instances share.</summary>
/// <param name="At">When the sample was taken.</param>
/// <param name="Kinds">Its sagas, by type.</param>
/// <param name="Outbox">Its messages that have not been sent.</param>
/// <param name="DeadLetters">Its dead letters by cause; the most frequent first.</param>
/// <param name="Health">What it depends on.</param>
/// <param name="Instances">The processes that it consists of.</param>
/// <param name="Rates">Sagas started and completed per second, recently; oldest first.</param>
/// <param name="OpenAlerts">Alerts about stuck sagas that nobody has acknowledged.</param>
public sealed record OverviewSample(
    DateTimeOffset At,
    IReadOnlyList<SagaTypeSample> Kinds,
    OutboxSample Outbox,
    IReadOnlyList<DeadLetterGroup> DeadLetters,
    IReadOnlyList<DependencyHealth> Health,
    IReadOnlyList<InstanceSample> Instances,
    IReadOnlyList<RateSample> Rates,
    long OpenAlerts)
{
    /// <summary>All dead letters.</summary>
    public long DeadLetterCount => DeadLetters.Sum(group => group.Count);
}
