using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Alerts;

/// <summary><c>POST /operations/alerts/{alertId}/acknowledge</c>.</summary>
internal static class AcknowledgeAlertEndpoint
{
    /// <summary>Acknowledge an alert</summary>
    /// <remarks>
    /// Notes that somebody takes care of it: the saga is still stuck, but no longer among the open alerts. The alert is open
    /// again at `remindAt` if the saga is still stuck by then. It is closed when the saga leaves the state.
    /// </remarks>
    /// <param name="alertId">The alert.</param>
    /// <param name="request">What is being done about it.</param>
    /// <param name="http">The request.</param>
    /// <response code="204">The alert is acknowledged.</response>
    /// <response code="400">The reason is missing or not valid, or the reminder is not in the future.</response>
    /// <response code="404">There is no such alert.</response>
    /// <response code="409">The alert is acknowledged already, or the saga has moved on.</response>
    /// <response code="413">The body is too large.</response>
    /// <response code="415">The body is not JSON.</response>
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid alertId, AcknowledgeRequest? request, HttpContext http)
    {
        var errors = new FieldErrors();
        var by = http.ActingFor(request?.Reason, errors, longest: SagaAlertMap.NoteLength);
        AlertReminder.Check(
            request?.RemindAt, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), errors);
        if (by is null || errors.Any)
            return errors.ToProblem();

        var desk = http.RequestServices.GetRequiredService<AlertService>();
        return await desk.AcknowledgeAsync([alertId], by, request?.RemindAt, http.RequestAborted) switch
        {
            { Unknown.Count: > 0 } => OperationsProblems.NoSuchAlert(alertId),
            { Changed.Count: > 0 } => TypedResults.NoContent(),
            _ => OperationsProblems.AlertIsNotOpen(alertId),
        };
    }
}
