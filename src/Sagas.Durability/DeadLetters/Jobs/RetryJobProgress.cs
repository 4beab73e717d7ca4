using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Jobs;

/// <summary>A job, and how many of its dead letters are in which state.</summary>
/// <param name="Job">The job.</param>
/// <param name="Counts">How many dead letters are in each state that occurs.</param>
public record RetryJobProgress(RetryJob Job, IReadOnlyDictionary<RetryItemState, int> Counts)
{
    /// <summary>How many dead letters are in a state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The count.</returns>
    public int Of(RetryItemState state) => Counts.GetValueOrDefault(state);
}

/// <summary>The outcome of pausing, resuming or canceling a job.</summary>
/// <param name="IsDone">Whether it was done; if not, the job's state did not allow it.</param>
/// <param name="Progress">The job as it is now; null if there is none.</param>
public record RetryJobChange(bool IsDone, RetryJobProgress? Progress);
