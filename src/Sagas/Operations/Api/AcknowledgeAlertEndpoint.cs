using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Operations.Alerts;
using Sagas.Orders.Api;

namespace Sagas.Operations.Api;

/// <summary><c>POST /operations/alerts/{alertId}/acknowledge</c>.</summary>
public static class AcknowledgeAlertEndpoint
{
    /// <summary>Take notice of an alert</summary>
    /// <remarks>Closes the alert. The same saga gets another one only when it has moved and is stuck again.</remarks>
    /// <param name="alertId">The alert.</param>
    /// <param name="request">What is done about it.</param>
    /// <param name="http">The request.</param>
    /// <response code="204">It is closed.</response>
    /// <response code="400">There is no reason, or it is not valid.</response>
    /// <response code="404">There is no such alert.</response>
    /// <response code="409">It is closed already.</response>
    /// <response code="413">The body is too large.</response>
    /// <response code="415">The body is not JSON.</response>
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid alertId, ReasonRequest? request, HttpContext http)
    {
        var errors = new FieldErrors();
        if (!errors.CheckText("reason", request?.Reason, SagaAlertMap.NoteLength))
            return errors.ToProblem();

        var desk = http.RequestServices.GetRequiredService<AlertDesk>();
        return await desk.AcknowledgeAsync(alertId, http.ActingFor(request!.Reason), http.RequestAborted) switch
        {
            null => OperationsProblems.NoSuchAlert(alertId),
            false => OperationsProblems.AlertIsClosed(alertId),
            true => TypedResults.NoContent(),
        };
    }
}
