namespace Sagas.Benchmarks.Contests;

/// <summary>How each is measured.</summary>
/// <param name="Rounds">How often each is measured.</param>
/// <param name="WarmUp">How long each runs before.</param>
/// <param name="Measured">How long each is measured.</param>
/// <param name="Concurrency">How many orders are under way at a time.</param>
internal sealed record ContestSettings(int Rounds, TimeSpan WarmUp, TimeSpan Measured, int Concurrency);
