namespace Sagas.Benchmarks.Contests;

/// <summary>How contestants are measured.</summary>
/// <param name="Rounds">How often each contestant is measured.</param>
/// <param name="WarmUp">How long each runs before it is measured.</param>
/// <param name="Measured">How long each is measured.</param>
/// <param name="Concurrency">How many orders are in progress at a time.</param>
internal sealed record ContestSettings(int Rounds, TimeSpan WarmUp, TimeSpan Measured, int Concurrency);
