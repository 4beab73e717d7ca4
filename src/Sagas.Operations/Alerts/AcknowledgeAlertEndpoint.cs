using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Alerts;

/// <summary><c>POST /operations/alerts/{alertId}/acknowledge</c>.</summary>
internal static class AcknowledgeAlertEndpoint
{
    /// <summary>Acknowledge an alert</summary>
    /// <remarks>Closes the alert. The same saga gets a new one only after it has moved and become stuck again.</remarks>
    /// <param name="alertId">The alert.</param>
    /// <param name="request">What is being done about it.</param>
    /// <param name="http">The request.</param>
    /// <response code="204">The alert is closed.</response>
    /// <response code="400">The reason is missing or not valid.</response>
    /// <response code="404">There is no such alert.</response>
    /// <response code="409">The alert is already closed.</response>
    /// <response code="413">The body is too large.</response>
    /// <response code="415">The body is not JSON.</response>
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid alertId, ReasonRequest? request, HttpContext http)
    {
        var errors = new FieldErrors();
        if (http.ActingFor(request?.Reason, errors, longest: SagaAlertMap.NoteLength) is not { } by)
            return errors.ToProblem();

        var desk = http.RequestServices.GetRequiredService<AlertService>();
        return await desk.AcknowledgeAsync(alertId, by, http.RequestAborted) switch
        {
            null => OperationsProblems.NoSuchAlert(alertId),
            false => OperationsProblems.AlertIsClosed(alertId),
            true => TypedResults.NoContent(),
        };
    }
}
