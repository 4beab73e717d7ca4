using Sagas.Operations.Diagrams;
using Sagas.Operations.Instances;

namespace Sagas.Operations.Overview;

/// <summary>How the service is doing at one moment, seen from the database that all instances share.</summary>
/// <param name="At">When the sample was taken.</param>
/// <param name="SagaTypes">Its sagas, by type.</param>
/// <param name="Outbox">Its messages that have not been sent.</param>
/// <param name="DeadLetters">Its dead letters that wait for a decision, by cause; the most frequent first.</param>
/// <param name="Health">What it depends on.</param>
/// <param name="Instances">The processes that it consists of.</param>
/// <param name="Rates">Sagas started and ended per second, in each recorded minute of the last hour; oldest first.</param>
/// <param name="OpenAlerts">Alerts about stuck sagas that nobody has acknowledged.</param>
/// <param name="PausedQueues">Queues that are left alone because most of their messages fail.</param>
public sealed record OverviewSample(
    DateTimeOffset At,
    IReadOnlyList<SagaTypeSample> SagaTypes,
    OutboxSample Outbox,
    IReadOnlyList<DeadLetterGroup> DeadLetters,
    IReadOnlyList<DependencyHealth> Health,
    IReadOnlyList<InstanceSample> Instances,
    IReadOnlyList<RateSample> Rates,
    long OpenAlerts,
    IReadOnlyList<PausedQueueSample> PausedQueues)
{
    /// <summary>Alerts about sagas that are still stuck, which somebody has acknowledged.</summary>
    public long AcknowledgedAlerts { get; init; }

    /// <summary>Dead letters that were sent again and whose results are not known yet.</summary>
    public long BeingRetried { get; init; }

    /// <summary>All dead letters that wait for a decision.</summary>
    public long DeadLetterCount => DeadLetters.Sum(group => group.Count);
}

/// <summary>How sagas of a type are doing.</summary>
/// <param name="Name">The type's name.</param>
/// <param name="Title">What people call them.</param>
/// <param name="Counts">How many are in each state. The counts of final states may be some seconds old.</param>
/// <param name="UnderWay">How many have not ended.</param>
/// <param name="BeganPerSecond">How many started per second, over the last minute.</param>
/// <param name="EndedPerSecond">How many completed per second, over the last minute.</param>
/// <param name="MedianDuration">The median duration of those that completed recently; null if none did.</param>
/// <param name="SlowDuration">The 99th percentile of their durations.</param>
/// <param name="DrainTime">
/// How long those in progress will take to complete at the rate of the last minute, if no more start and apart from those that
/// are stuck; null if none complete.
/// </param>
/// <param name="Stuck">How many of those in progress are stuck, or in a state in which they wait for a person.</param>
public sealed record SagaTypeSample(
    string Name,
    string Title,
    IReadOnlyDictionary<string, long> Counts,
    long UnderWay,
    double BeganPerSecond,
    double EndedPerSecond,
    TimeSpan? MedianDuration,
    TimeSpan? SlowDuration,
    TimeSpan? DrainTime,
    long Stuck)
{
    /// <summary>How many dead letters there are about sagas in each state; a state that is missing has none.</summary>
    public IReadOnlyDictionary<string, long> DeadLetters { get; init; } = new Dictionary<string, long>();
}

/// <summary>What is waiting in the outbox.</summary>
/// <param name="Waiting">Messages that are waiting to be sent.</param>
/// <param name="OldestAge">How long the oldest of them has waited.</param>
/// <param name="Timers">Timers and scheduled redeliveries.</param>
/// <param name="NextTimer">When the next of them is due; null if there is none.</param>
public sealed record OutboxSample(long Waiting, TimeSpan OldestAge, long Timers, DateTimeOffset? NextTimer);

/// <summary>Dead letters with the same cause.</summary>
/// <param name="Endpoint">The queue.</param>
/// <param name="ExceptionType">The exception; null if there was none.</param>
/// <param name="Count">How many.</param>
public sealed record DeadLetterGroup(string Endpoint, string? ExceptionType, long Count);

/// <summary>Something that the service depends on.</summary>
/// <param name="Name">What it is, such as <c>database</c>.</param>
/// <param name="Status">Healthy, Degraded or Unhealthy.</param>
/// <param name="Description">What is known about it.</param>
public sealed record DependencyHealth(string Name, string Status, string? Description);

/// <summary>A process of the service.</summary>
/// <param name="Name">Machine and process.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Version">The program's version.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="SeenAt">When it was last seen.</param>
/// <param name="IsAlive">Whether it was seen recently.</param>
/// <param name="StoppingAt">When it began to stop; null if it has not.</param>
public sealed record InstanceSample(
    string Name, string Roles, string Version, DateTimeOffset StartedAt, DateTimeOffset SeenAt, bool IsAlive,
    DateTimeOffset? StoppingAt);
