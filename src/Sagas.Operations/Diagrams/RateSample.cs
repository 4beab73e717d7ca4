namespace Sagas.Operations.Diagrams;

/// <summary>How many sagas started and ended per second, on average over a minute.</summary>
/// <param name="At">The end of the minute.</param>
/// <param name="Began">Started per second.</param>
/// <param name="Ended">Ended per second.</param>
public sealed record RateSample(DateTimeOffset At, double Began, double Ended);
