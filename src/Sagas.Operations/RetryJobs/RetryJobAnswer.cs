using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.Tables;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.RetryJobs;

/// <summary>Changes a job and reports the outcome.</summary>
internal static class RetryJobAnswer
{
    public static async Task<Results<Ok<RetryJobView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        Guid retryJobId, ReasonRequest? request, Func<Guid, AuditedBy, CancellationToken, Task<RetryJobChange>> change,
        RetryJobWaits waits, HttpContext http)
    {
        var errors = new FieldErrors();
        if (http.ActingFor(request?.Reason, errors, isOptional: true) is not { } by)
            return errors.ToProblem();

        var outcome = await change(retryJobId, by, http.RequestAborted);
        if (outcome.Progress is null)
            return OperationsProblems.JobNotFound(retryJobId);
        return outcome.IsDone
            ? TypedResults.Ok(await waits.ViewAsync(outcome.Progress, http))
            : OperationsProblems.JobNotInState(outcome.Progress.Job);
    }
}
