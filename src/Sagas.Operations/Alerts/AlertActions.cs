using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Alerts;

/// <summary>Handles the form about an alert.</summary>
internal static class AlertActions
{
    private const string Page = "stuck";

    /// <summary>Maps the route.</summary>
    /// <param name="actions">The group of all routes that change something.</param>
    public static void MapAlertActions(this IEndpointRouteBuilder actions) =>
        actions.MapPost("/alerts/{alertId:guid}", AcknowledgeAsync).ExcludeFromDescription();

    private static async Task<RedirectHttpResult> AcknowledgeAsync(
        Guid alertId, [FromForm] string? reason, AlertService desk, HttpContext http)
    {
        var errors = new FieldErrors();
        if (http.ActingFor(PageForms.Given(reason), errors, longest: SagaAlertMap.NoteLength) is not { } by)
            return PageForms.Back(Page, errors);

        var wasOpen = await desk.AcknowledgeAsync(alertId, by, http.RequestAborted);
        return PageForms.Back(Page, wasOpen == true ? "Alert acknowledged." : "The alert was already closed.");
    }
}
