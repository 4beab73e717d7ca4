namespace Sagas.Operations.DeadLetters;

/// <summary>What somebody has filled in to send many dead letters again.</summary>
/// <param name="Search">Which dead letters.</param>
/// <param name="Reason">Why.</param>
/// <param name="PerSecond">How many per second at most.</param>
/// <param name="StopAfter">How many may fail again before it stops.</param>
public sealed record RetryManyForm(DeadLetterSearch Search, string? Reason, string? PerSecond, string? StopAfter)
{
    /// <summary>Why nothing was started, by field.</summary>
    public IDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>(StringComparer.Ordinal);
}
