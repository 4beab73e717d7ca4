namespace Sagas.Operations.Diagrams;

/// <summary>How many sagas started and completed per second, between two samples.</summary>
/// <param name="At">When the later sample was taken.</param>
/// <param name="Began">Started per second.</param>
/// <param name="Ended">Completed per second.</param>
public sealed record RateSample(DateTimeOffset At, double Began, double Ended);
