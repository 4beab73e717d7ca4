using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Operations.Shell;

namespace Sagas.Operations.RetryJobs;

/// <summary><c>POST /operations/retry-jobs/{retryJobId}/pause</c>.</summary>
internal static class PauseRetryJobEndpoint
{
    /// <summary>Pause a retry job</summary>
    /// <remarks>No more messages are sent until the job is resumed; those that were sent are followed to the end.</remarks>
    /// <param name="retryJobId">The retry job.</param>
    /// <param name="request">Why; optional.</param>
    /// <param name="jobs">Changes jobs.</param>
    /// <param name="waits">Tells what it waits for.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The job, paused.</response>
    /// <response code="400">The reason is not valid.</response>
    /// <response code="404">There is no such retry job.</response>
    /// <response code="409">The job's state does not allow it; the detail names the state.</response>
    /// <response code="413">The body is too large.</response>
    /// <response code="415">The body is not JSON.</response>
    public static Task<Results<Ok<RetryJobView>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid retryJobId, ReasonRequest? request, RetryJobService jobs, RetryJobWaits waits, HttpContext http) =>
        RetryJobAnswer.ChangeAsync(retryJobId, request, jobs.PauseAsync, waits, http);
}
