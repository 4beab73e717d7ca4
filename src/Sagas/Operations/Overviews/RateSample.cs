namespace Sagas.Operations.Overviews;

/// <summary>How many sagas began and ended a second, between two looks.</summary>
/// <param name="At">The later look.</param>
/// <param name="Began">Begun a second.</param>
/// <param name="Ended">Ended a second.</param>
public sealed record RateSample(DateTimeOffset At, double Began, double Ended);
