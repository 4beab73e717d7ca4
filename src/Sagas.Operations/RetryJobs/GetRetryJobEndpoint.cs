using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Operations.Shell;

namespace Sagas.Operations.RetryJobs;

/// <summary><c>GET /operations/retry-jobs/{retryJobId}</c>.</summary>
internal static class GetRetryJobEndpoint
{
    /// <summary>Get a retry job</summary>
    /// <remarks>
    /// Its progress: how many dead letters were handled, failed again, were sent and await their result, or are not sent yet; and
    /// what it waits for.
    /// </remarks>
    /// <param name="retryJobId">The retry job.</param>
    /// <param name="jobs">The jobs.</param>
    /// <param name="waits">Tells what they wait for.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The job as it is now.</response>
    /// <response code="404">There is no such retry job.</response>
    public static async Task<Results<Ok<RetryJobView>, ProblemHttpResult>> HandleAsync(
        Guid retryJobId, RetryJobReader jobs, RetryJobWaits waits, HttpContext http) =>
        await jobs.FindAsync(retryJobId, http.RequestAborted) is { } progress
            ? TypedResults.Ok(await waits.ViewAsync(progress, http))
            : OperationsProblems.JobNotFound(retryJobId);
}
