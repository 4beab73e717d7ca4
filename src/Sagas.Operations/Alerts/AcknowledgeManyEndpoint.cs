using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Operations.Redaction;
using Sagas.Web.Problems;

namespace Sagas.Operations.Alerts;

/// <summary><c>POST /operations/alerts/acknowledge</c>.</summary>
internal static class AcknowledgeManyEndpoint
{
    /// <summary>Acknowledge many alerts</summary>
    /// <remarks>
    /// The same as for one, in one transaction and with an audit entry for each. Alerts that are acknowledged already, or whose
    /// sagas have moved on in the meantime, are left as they are and named in the response.
    /// </remarks>
    /// <param name="request">The alerts, and what is being done about them.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">What became of each of them.</response>
    /// <response code="400">Something is missing or not valid; `errors` names it. Nothing was done.</response>
    /// <response code="413">The body is too large.</response>
    /// <response code="415">The body is not JSON.</response>
    public static async Task<Results<Ok<ChangedAlerts>, ValidationProblem>> HandleAsync(
        AcknowledgeManyRequest? request, HttpContext http)
    {
        var errors = new FieldErrors();
        var by = http.ActingFor(request?.Reason, errors, longest: SagaAlertMap.NoteLength);
        AlertReminder.Check(
            request?.RemindAt, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), errors);
        if (request?.AlertIds is not { Count: > 0 and <= AlertService.MostAtOnce } alertIds)
        {
            errors.Add("alertIds", "Must name 1 to 1,000 alerts.");
            return errors.ToProblem();
        }

        if (by is null || errors.Any)
            return errors.ToProblem();
        var desk = http.RequestServices.GetRequiredService<AlertService>();
        return TypedResults.Ok(await desk.AcknowledgeAsync(alertIds, by, request.RemindAt, http.RequestAborted));
    }
}
