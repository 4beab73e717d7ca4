using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sagas.Durability.Registry;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Sagas;

/// <summary>Handles the forms about a saga.</summary>
internal static class SagaActions
{
    /// <summary>Maps the routes.</summary>
    /// <param name="actions">The group of all routes that change something.</param>
    public static void MapSagaActions(this IEndpointRouteBuilder actions) =>
        actions.MapPost("/sagas/{type}/{sagaId:guid}/{command}", TellAsync).ExcludeFromDescription();

    private static async Task<Results<RedirectHttpResult, RazorComponentResult, NotFound>> TellAsync(
        string type, Guid sagaId, string command, [FromForm] string? reason, SagaRegistry registry,
        SagaCommandService desk, HttpContext http)
    {
        if (registry.Find(type) is not { } kind || kind.Commands.FirstOrDefault(known => known.Name == command) is not { } known)
            return TypedResults.NotFound();
        var page = Links.Saga(kind.Name, sagaId);
        var errors = new FieldErrors();
        if (http.ActingFor(PageForms.Given(reason), errors) is not { } by)
        {
            return SagaAgain.With(
                kind, sagaId, PageForms.Refill(Links.Tell(kind, sagaId, known), errors, ("reason", reason)));
        }

        var state = await desk.TellAsync(kind, sagaId, known, by, http.RequestAborted);
        return state is not null && known.States.Contains(state)
            ? PageForms.Done(http, page, known.Confirmation)
            : PageForms.Refused(http, page, $"{known.Label}: too late, nothing was sent.");
    }
}
