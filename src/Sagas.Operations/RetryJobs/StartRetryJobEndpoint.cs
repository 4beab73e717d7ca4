using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.RetryJobs;

/// <summary><c>POST /operations/retry-jobs</c>.</summary>
internal static class StartRetryJobEndpoint
{
    /// <summary>Retry many dead letters</summary>
    /// <remarks>
    /// Selects the dead letters that exist now, and sends them again one after another, oldest first; later ones, those that are
    /// being retried already, and those that it is pointless to retry, because their saga has ended or ignores them, are not
    /// included; the latter are if they are asked for, and `leftOut` says how many were not. It sends a few first, and goes on as
    /// their results come: never more of them are without a result than may still fail. It waits while their queue is paused.
    /// Follow the job at its address. It continues after a restart of the service.
    /// </remarks>
    /// <param name="request">Which dead letters, how fast, and why.</param>
    /// <param name="jobs">Starts jobs.</param>
    /// <param name="worthwhile">Leaves out what it is pointless to retry.</param>
    /// <param name="waits">Tells what it waits for.</param>
    /// <param name="http">The request.</param>
    /// <response code="202">The job has started.</response>
    /// <response code="400">The request is not valid; `errors` names the field.</response>
    /// <response code="413">The body is too large.</response>
    /// <response code="415">The body is not JSON.</response>
    /// <response code="422">No dead letter matches. Nothing was started.</response>
    public static async Task<Results<Accepted<RetryJobView>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        StartRetryJobRequest request, RetryJobService jobs, WorthwhileLetters worthwhile, RetryJobWaits waits, HttpContext http)
    {
        var errors = new FieldErrors();
        var plan = request.ToPlan(errors);
        if (errors.Any)
            return errors.ToProblem();

        (plan, var leftOut) = await worthwhile.OfAsync(plan, http.RequestAborted);
        return await jobs.StartAsync(plan, http.ActingFor(request.Reason), http.RequestAborted) is { } started
            ? TypedResults.Accepted(
                RetryJobView.AddressOf(started.Job.RetryJobId), await waits.ViewAsync(started, http) with { LeftOut = leftOut })
            : OperationsProblems.NothingChosen(leftOut);
    }
}
