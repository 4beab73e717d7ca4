using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Alerts;

/// <summary>Handles the form about an alert.</summary>
internal static class AlertActions
{
    private const string Page = "/stuck";

    /// <summary>Maps the route.</summary>
    /// <param name="actions">The group of all routes that change something.</param>
    public static void MapAlertActions(this IEndpointRouteBuilder actions) =>
        actions.MapPost("/alerts/{alertId:guid}", AcknowledgeAsync).ExcludeFromDescription();

    private static async Task<RedirectHttpResult> AcknowledgeAsync(
        Guid alertId, [FromForm] string? reason, AlertService desk, HttpContext http)
    {
        if (!PageForms.IsReason(reason, SagaAlertMap.NoteLength))
            return PageForms.Back(Page, PageForms.ReasonIsMissing);
        var wasOpen = await desk.AcknowledgeAsync(alertId, http.ActingFor(reason!.Trim()), http.RequestAborted);
        return PageForms.Back(Page, wasOpen == true ? "Alert acknowledged." : "The alert was already closed.");
    }
}
