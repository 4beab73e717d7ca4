using Sagas.Durability.DeadLetters.Operations;

namespace Sagas.Durability.DeadLetters.Jobs;

/// <summary>Which dead letters are sent again, and how.</summary>
/// <param name="Filter">Which dead letters; those that exist when it starts, oldest first.</param>
public record RetryJobPlan(DeadLetterQuery Filter)
{
    /// <summary>The most letters of a job.</summary>
    public const int MostLetters = 100_000;

    /// <summary>The most letters that can be sent in a second.</summary>
    public const int FastestPerSecond = 1_000;

    /// <summary>How many letters at most.</summary>
    public int Limit { get; init; } = MostLetters;

    /// <summary>How many are sent a second at most, 1 to <see cref="FastestPerSecond"/>; null for as many as can be followed.</summary>
    public int? PerSecond { get; init; }

    /// <summary>After how many that fail again it stops, 1 or more; null for never.</summary>
    public int? StopAfter { get; init; }
}
