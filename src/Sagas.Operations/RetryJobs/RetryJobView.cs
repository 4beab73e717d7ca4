using System.Text.Json;
using System.Text.Json.Serialization;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.Tables;
using Sagas.Operations.Redaction;

namespace Sagas.Operations.RetryJobs;

/// <summary>A job that sends many dead letters again.</summary>
/// <param name="RetryJobId">The job.</param>
/// <param name="State">
/// Running, Paused, Stopped (too many failed again), Cancelled or Completed. It is completed only once every result is known.
/// </param>
/// <param name="Actor">Who started it.</param>
/// <param name="Reason">Why; null if no reason was given. Withheld from callers who may only read.</param>
/// <param name="Filter">How the dead letters were selected; its text is withheld likewise.</param>
/// <param name="PerSecond">How many are sent per second at most; null for as fast as results come.</param>
/// <param name="StopAfter">
/// How many may fail again before it stops; null for any number. Never more than what is left of them are without a result at the
/// same time.
/// </param>
/// <param name="Total">How many dead letters were selected.</param>
/// <param name="Waiting">How many have not been sent.</param>
/// <param name="Sent">How many were sent and have no result yet.</param>
/// <param name="Succeeded">How many were handled.</param>
/// <param name="FailedAgain">How many are dead letters again.</param>
/// <param name="Gone">How many somebody else had already dealt with.</param>
/// <param name="Unknown">For how many there was no result for too long.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="EndedAt">When it ended; null until then.</param>
/// <param name="WaitsFor">What it waits for; empty if it is going on or has ended.</param>
internal record RetryJobView(
    Guid RetryJobId, string State, string Actor, string? Reason, JsonElement Filter, int? PerSecond, int? StopAfter, int Total,
    int Waiting, int Sent, int Succeeded, int FailedAgain, int Gone, int Unknown, DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt, IReadOnlyList<RetryJobWait> WaitsFor)
{
    /// <summary>
    /// In the response to the request that starts it: how many dead letters were left out, because it is pointless to retry them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? LeftOut { get; init; }

    /// <summary>Creates the view of a job.</summary>
    /// <param name="progress">The job.</param>
    /// <param name="waits">What it waits for.</param>
    /// <param name="http">The request of whoever sees it.</param>
    /// <returns>What is shown of it.</returns>
    public static RetryJobView Of(RetryJobProgress progress, IReadOnlyList<RetryJobWait> waits, HttpContext http)
    {
        var job = progress.Job;
        var (reason, filter) = RetryJobRedactor.For(http, job);
        return new RetryJobView(
            job.RetryJobId, job.State.ToString(), job.Actor, reason, JsonSerializer.Deserialize<JsonElement>(filter),
            job.PerSecond, job.StopAfter, job.Total, progress.Of(RetryItemState.Waiting), progress.Of(RetryItemState.Sent),
            progress.Of(RetryItemState.Succeeded), progress.Of(RetryItemState.FailedAgain), progress.Of(RetryItemState.Gone),
            progress.Of(RetryItemState.Unknown), job.StartedAt, job.EndedAt, waits);
    }

    /// <summary>The address of a job.</summary>
    /// <param name="retryJobId">The retry job.</param>
    /// <returns>The address.</returns>
    public static string AddressOf(Guid retryJobId) => $"/operations/retry-jobs/{retryJobId}";
}
