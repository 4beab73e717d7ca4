using System.Diagnostics.Metrics;

namespace Sagas.Durability.Diagnostics;

/// <summary>What the durable layer counts and measures while it works, on the meter <c>Sagas.Durability</c>.</summary>
internal static class DurabilityMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Sagas.Durability";

    // From a commit that waits for one fsync to one that waits for a lock as long as a client waits for anything.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    private static readonly InstrumentAdvice<int> GroupSizes = new()
    {
        HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256],
    };

    private static readonly Meter Meter = new(MeterName);

    public static readonly Counter<long> InboxDuplicates = Meter.CreateCounter<long>(
        "sagas.inbox.duplicates", "{message}", "Messages recognized as already handled.");

    public static readonly Counter<long> Conflicts = Meter.CreateCounter<long>(
        "sagas.unit_of_work.conflicts", "{conflict}", "Units of work that conflicted with a concurrent change.");

    public static readonly Counter<long> Redeliveries = Meter.CreateCounter<long>(
        "sagas.redeliveries", "{message}", "Failed messages scheduled for redelivery.");

    public static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>(
        "sagas.dead_letters", "{message}", "Messages that became dead letters.");

    public static readonly Counter<long> LettersRetried = Meter.CreateCounter<long>(
        "sagas.dead_letters.retried", "{message}", "Dead letters sent again, by endpoint.");

    public static readonly Counter<long> LettersDiscarded = Meter.CreateCounter<long>(
        "sagas.dead_letters.discarded", "{message}", "Dead letters removed for good, by endpoint.");

    public static readonly UpDownCounter<int> PausedEndpoints = Meter.CreateUpDownCounter<int>(
        "sagas.endpoints.paused", "{endpoint}", "Queues that are paused because most of their messages fail.");

    public static readonly Counter<long> Transitions = Meter.CreateCounter<long>(
        "sagas.transitions", "{transition}", "Committed steps of sagas, by saga, event and states.");

    public static readonly Counter<long> Archived = Meter.CreateCounter<long>(
        "sagas.archived", "{saga}", "Finished sagas moved into the archive, by saga.");

    public static readonly Histogram<double> CommitDuration = Meter.CreateHistogram(
        "sagas.commit.duration", "s", "How long the transaction that commits a group of units of work took.", advice: Seconds);

    public static readonly Histogram<int> CommitGroupSize = Meter.CreateHistogram(
        "sagas.commit.group_size", "{unit}", "Units of work committed by one transaction.", advice: GroupSizes);

    public static readonly Counter<long> Dispatched = Meter.CreateCounter<long>(
        "sagas.outbox.dispatched", "{message}", "Outbox messages handed to the transport, by destination.");

    public static readonly Histogram<double> DispatchDuration = Meter.CreateHistogram(
        "sagas.outbox.dispatch.duration", "s", "How long the transport took to accept an outbox message.", advice: Seconds);
}
