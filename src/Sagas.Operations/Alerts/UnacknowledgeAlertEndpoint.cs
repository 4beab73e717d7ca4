using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Alerts;

/// <summary><c>POST /operations/alerts/{alertId}/unacknowledge</c>.</summary>
internal static class UnacknowledgeAlertEndpoint
{
    /// <summary>Open an acknowledged alert again</summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="request">Why; the reason is optional.</param>
    /// <param name="http">The request.</param>
    /// <response code="204">The alert is open.</response>
    /// <response code="400">The reason is not valid.</response>
    /// <response code="404">There is no such alert.</response>
    /// <response code="409">The alert is not acknowledged, or the saga has moved on.</response>
    /// <response code="413">The body is too large.</response>
    /// <response code="415">The body is not JSON.</response>
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid alertId, ReasonRequest? request, HttpContext http)
    {
        var errors = new FieldErrors();
        if (http.ActingFor(request?.Reason, errors, isOptional: true) is not { } by)
            return errors.ToProblem();

        var desk = http.RequestServices.GetRequiredService<AlertService>();
        return await desk.OpenAgainAsync([alertId], by, http.RequestAborted) switch
        {
            { Unknown.Count: > 0 } => OperationsProblems.NoSuchAlert(alertId),
            { Changed.Count: > 0 } => TypedResults.NoContent(),
            _ => OperationsProblems.AlertIsNotAcknowledged(alertId),
        };
    }
}
