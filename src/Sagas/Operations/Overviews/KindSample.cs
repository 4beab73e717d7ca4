namespace Sagas.Operations.Overviews;

/// <summary>How sagas of a type are doing.</summary>
/// <param name="Name">The type's name.</param>
/// <param name="Title">What people call them.</param>
/// <param name="Counts">How many are in each state. Those in final states may be some seconds old.</param>
/// <param name="UnderWay">How many are not over.</param>
/// <param name="BeganPerSecond">How many began a second, over the last minute.</param>
/// <param name="EndedPerSecond">How many ended a second, over the last minute.</param>
/// <param name="MedianDuration">How long half of those at most took that ended lately; null if none did.</param>
/// <param name="SlowDuration">How long 99 in 100 of them took at most.</param>
/// <param name="DrainTime">When those under way would be over if none began, at the rate of the last minute; null if nothing ends.</param>
public sealed record KindSample(
    string Name,
    string Title,
    IReadOnlyDictionary<string, long> Counts,
    long UnderWay,
    double BeganPerSecond,
    double EndedPerSecond,
    TimeSpan? MedianDuration,
    TimeSpan? SlowDuration,
    TimeSpan? DrainTime);
