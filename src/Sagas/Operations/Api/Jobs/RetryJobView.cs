using System.Text.Json;
using Sagas.Durability.DeadLetters.Jobs;

namespace Sagas.Operations.Api.Jobs;

/// <summary>A job that sends many dead letters again.</summary>
/// <param name="RetryJobId">The job.</param>
/// <param name="State">Running, Paused, Stopped (too many failed again), Cancelled or Completed.</param>
/// <param name="Actor">Who has started it.</param>
/// <param name="Reason">Why; null if no reason was given.</param>
/// <param name="Filter">By what the letters were chosen.</param>
/// <param name="PerSecond">How many are sent a second at most; null for as many as can be followed.</param>
/// <param name="StopAfter">After how many that fail again it stops; null for never.</param>
/// <param name="Total">How many letters were chosen.</param>
/// <param name="Waiting">How many have not been sent.</param>
/// <param name="Sent">How many were sent, and what becomes of them is not known yet.</param>
/// <param name="Succeeded">How many were handled.</param>
/// <param name="FailedAgain">How many are dead letters again.</param>
/// <param name="Gone">How many somebody else had dealt with before.</param>
/// <param name="Unknown">Of how many nothing was heard for too long.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="EndedAt">When it came to its end; null until then.</param>
public record RetryJobView(
    Guid RetryJobId, string State, string Actor, string? Reason, JsonElement Filter, int? PerSecond, int? StopAfter, int Total,
    int Waiting, int Sent, int Succeeded, int FailedAgain, int Gone, int Unknown, DateTimeOffset StartedAt, DateTimeOffset? EndedAt)
{
    /// <summary>A job as it is shown.</summary>
    /// <param name="progress">The job.</param>
    /// <returns>What is shown of it.</returns>
    public static RetryJobView Of(RetryJobProgress progress)
    {
        var job = progress.Job;
        return new RetryJobView(
            job.RetryJobId, job.State.ToString(), job.Actor, job.Reason, JsonSerializer.Deserialize<JsonElement>(job.Filter), job.PerSecond,
            job.StopAfter, job.Total, progress.Of(RetryItemState.Waiting), progress.Of(RetryItemState.Sent),
            progress.Of(RetryItemState.Succeeded), progress.Of(RetryItemState.FailedAgain), progress.Of(RetryItemState.Gone),
            progress.Of(RetryItemState.Unknown), job.StartedAt, job.EndedAt);
    }

    /// <summary>The address of a job.</summary>
    /// <param name="retryJobId">The job.</param>
    /// <returns>The address.</returns>
    public static string AddressOf(Guid retryJobId) => $"/operations/retry-jobs/{retryJobId}";
}
