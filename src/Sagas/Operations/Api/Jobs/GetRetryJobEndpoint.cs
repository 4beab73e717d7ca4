using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.DeadLetters.Jobs;

namespace Sagas.Operations.Api.Jobs;

/// <summary><c>GET /operations/retry-jobs/{retryJobId}</c>.</summary>
public static class GetRetryJobEndpoint
{
    /// <summary>Get a job</summary>
    /// <remarks>How far it has come: how many letters wait, were sent, were handled, failed again.</remarks>
    /// <param name="retryJobId">The job.</param>
    /// <param name="jobs">The jobs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <response code="200">The job as it is now.</response>
    /// <response code="404">There is no such job.</response>
    public static async Task<Results<Ok<RetryJobView>, ProblemHttpResult>> HandleAsync(
        Guid retryJobId, RetryJobReader jobs, CancellationToken cancellationToken) =>
        await jobs.FindAsync(retryJobId, cancellationToken) is { } progress
            ? TypedResults.Ok(RetryJobView.Of(progress))
            : OperationsProblems.JobNotFound(retryJobId);
}
