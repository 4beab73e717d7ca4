namespace Sagas.Operations.DeadLetters;

/// <summary>What somebody has filled in to send many dead letters again.</summary>
/// <param name="Search">Which letters.</param>
/// <param name="Reason">Why.</param>
/// <param name="PerSecond">How many a second at most.</param>
/// <param name="StopAfter">After how many that fail again it stops.</param>
public sealed record RetryManyForm(DeadLetterSearch Search, string? Reason, string? PerSecond, string? StopAfter)
{
    /// <summary>Why nothing was started, by name.</summary>
    public IDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>(StringComparer.Ordinal);
}
