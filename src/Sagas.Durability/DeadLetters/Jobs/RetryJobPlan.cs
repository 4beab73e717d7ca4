using Sagas.Durability.DeadLetters.Operations;

namespace Sagas.Durability.DeadLetters.Jobs;

/// <summary>Which dead letters are sent again, and how.</summary>
/// <param name="Filter">Selects the dead letters, among those that exist when the job starts; the oldest is sent first.</param>
public record RetryJobPlan(DeadLetterQuery Filter)
{
    /// <summary>The most dead letters that a job can have.</summary>
    public const int MostLetters = 100_000;

    /// <summary>The highest rate, in dead letters per second.</summary>
    public const int FastestPerSecond = 1_000;

    /// <summary>How many dead letters to send at most.</summary>
    public int Limit { get; init; } = MostLetters;

    /// <summary>How many to send per second, 1 to <see cref="FastestPerSecond"/>; null for as many as can be followed.</summary>
    public int? PerSecond { get; init; }

    /// <summary>How many may fail again before the job stops, 1 or more; null for any number.</summary>
    public int? StopAfter { get; init; }
}
