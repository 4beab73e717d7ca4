namespace Sagas.Operations.Overview;

/// <summary>How sagas of a type are doing.</summary>
/// <param name="Name">The type's name.</param>
/// <param name="Title">What people call them.</param>
/// <param name="Counts">How many are in each state. The counts of final states may be some seconds old.</param>
/// <param name="UnderWay">How many have not ended.</param>
/// <param name="BeganPerSecond">How many started per second, over the last minute.</param>
/// <param name="EndedPerSecond">How many completed per second, over the last minute.</param>
/// <param name="MedianDuration">The median duration of those that completed recently; null if none did.</param>
/// <param name="SlowDuration">The 99th percentile of their durations.</param>
/// <param name="DrainTime">How long those in progress will take to complete at the rate of the last minute, if no more start; null if none complete.</param>
public sealed record SagaTypeSample(
    string Name,
    string Title,
    IReadOnlyDictionary<string, long> Counts,
    long UnderWay,
    double BeganPerSecond,
    double EndedPerSecond,
    TimeSpan? MedianDuration,
    TimeSpan? SlowDuration,
    TimeSpan? DrainTime);
