namespace Sagas.Durability.DeadLetters.Jobs;

/// <summary>The outcome of pausing, resuming or canceling a job.</summary>
/// <param name="IsDone">Whether it was done; if not, the job's state did not allow it.</param>
/// <param name="Progress">The job as it is now; null if there is none.</param>
public record RetryJobChange(bool IsDone, RetryJobProgress? Progress);
