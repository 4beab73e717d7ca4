using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Alerts;

/// <summary>Handles the form about an alert.</summary>
internal static class AlertActions
{
    /// <summary>Maps the route.</summary>
    /// <param name="actions">The group of all routes that change something.</param>
    public static void MapAlertActions(this IEndpointRouteBuilder actions) =>
        actions.MapPost("/alerts/{alertId:guid}", AcknowledgeAsync).ExcludeFromDescription();

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> AcknowledgeAsync(
        Guid alertId, [FromForm] string? reason, AlertService desk, HttpContext http)
    {
        var errors = new FieldErrors();
        if (http.ActingFor(PageForms.Given(reason), errors, longest: SagaAlertMap.NoteLength) is not { } by)
        {
            return Answer.With<Stuck>(
                StatusCodes.Status422UnprocessableEntity,
                (nameof(Stuck.Form), PageForms.Refill(Links.Acknowledge(alertId), errors, ("reason", reason))));
        }

        return await desk.AcknowledgeAsync(alertId, by, http.RequestAborted) == true
            ? PageForms.Done(http, Links.Stuck, "Alert acknowledged.")
            : PageForms.Refused(http, Links.Stuck, "The alert was already closed.");
    }
}
