using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sagas.Durability.Audit;
using Sagas.Durability.Catalogue;
using Sagas.Operations.Alerts;
using Sagas.Operations.Api.Timers;
using Sagas.Operations.Commands;
using Sagas.Operations.Samples;

namespace Sagas.Operations.Api;

/// <summary>
/// What forms of the pages send. Each action ends with a page that can be loaded again without doing it twice. That forms come from
/// the service's own pages is checked because their fields are read as a form.
/// </summary>
internal static class PageActions
{
    private const string ReasonIsMissing = "Nothing was done: a reason is required.";

    /// <summary>Maps the routes.</summary>
    /// <param name="actions">The group of all routes that change something.</param>
    public static void MapPageActions(this IEndpointRouteBuilder actions)
    {
        actions.MapPost("/samples", PlaceSamplesAsync).ExcludeFromDescription();
        actions.MapPost("/sagas/{type}/{sagaId:guid}/{command}", TellSagaAsync).ExcludeFromDescription();
        actions.MapPost("/alerts/{alertId:guid}", AcknowledgeAsync).ExcludeFromDescription();
        actions.MapTimerActions();
    }

    private static async Task<RedirectHttpResult> PlaceSamplesAsync(
        [FromForm] int count, SampleOrders samples, CancellationToken cancellationToken)
    {
        await samples.PlaceAsync(Math.Clamp(count, 1, SampleMix.MostOrders), cancellationToken);
        return TypedResults.LocalRedirect("/");
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> TellSagaAsync(
        string type, Guid sagaId, string command, [FromForm] string? reason, SagaCatalogue catalogue, SagaDesk desk, HttpContext http)
    {
        if (catalogue.Find(type) is not { } kind || kind.Commands.FirstOrDefault(known => known.Name == command) is not { } known)
            return TypedResults.NotFound();
        if (!IsReason(reason, AuditEntry.LongestReason))
            return Back(kind, sagaId, ReasonIsMissing);

        var state = await desk.TellAsync(kind, sagaId, known, http.ActingFor(reason!.Trim()), http.RequestAborted);
        return Back(kind, sagaId, state is not null && known.States.Contains(state)
            ? known.Confirmation
            : $"{known.Label}: too late, nothing was sent.");
    }

    private static async Task<RedirectHttpResult> AcknowledgeAsync(
        Guid alertId, [FromForm] string? reason, AlertDesk desk, HttpContext http)
    {
        if (!IsReason(reason, SagaAlertMap.NoteLength))
            return TypedResults.LocalRedirect(Links.WithNotice("/stuck", ReasonIsMissing));
        var wasOpen = await desk.AcknowledgeAsync(alertId, http.ActingFor(reason!.Trim()), http.RequestAborted);
        return TypedResults.LocalRedirect(Links.WithNotice("/stuck", wasOpen == true ? "Alert acknowledged." : "The alert was already closed."));
    }

    private static RedirectHttpResult Back(SagaKind kind, Guid sagaId, string notice) =>
        TypedResults.LocalRedirect(Links.WithNotice(Links.Saga(kind.Name, sagaId), notice));

    private static bool IsReason(string? reason, int longest) => !string.IsNullOrWhiteSpace(reason) && reason.Length <= longest;
}
