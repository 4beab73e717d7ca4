using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sagas.Durability.Registry;
using Sagas.Durability.Timers;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Sagas.Timers;

/// <summary>Handles the forms about a timer. Each ends at the saga's page, which tells the outcome.</summary>
internal static class TimerActions
{
    /// <summary>The form that fires it.</summary>
    public const string Fire = "fire";

    /// <summary>The form that moves it.</summary>
    public const string Move = "move";

    /// <summary>Maps the routes.</summary>
    /// <param name="actions">The group of all routes that change something.</param>
    public static void MapTimerActions(this IEndpointRouteBuilder actions)
    {
        var timer = actions.MapGroup("/sagas/{type}/{sagaId:guid}/timers/{timerId:guid}").ExcludeFromDescription();
        timer.MapPost(Fire, FireAsync);
        timer.MapPost(Move, MoveAsync);
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult, NotFound>> FireAsync(
        string type, Guid sagaId, Guid timerId, [FromForm] string? reason, SagaRegistry registry,
        SagaTimerService timers, HttpContext http)
    {
        if (registry.Find(type) is not { } kind)
            return TypedResults.NotFound();
        var errors = new FieldErrors();
        if (http.ActingFor(PageForms.Given(reason), errors) is not { } by)
        {
            return SagaAgain.With(
                kind, sagaId, PageForms.Refill(FormOf(kind, sagaId, timerId, Fire), errors, ("reason", reason)));
        }

        var outcome = await timers.FireAsync(kind, sagaId, timerId, by, http.RequestAborted);
        return Tell(http, Links.Saga(kind.Name, sagaId), outcome, _ => "The timer is due now.");
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult, NotFound>> MoveAsync(
        string type, Guid sagaId, Guid timerId, [FromForm] string? reason, [FromForm] string? dueAt,
        SagaRegistry registry, SagaTimerService timers, TimeProvider time, HttpContext http)
    {
        if (registry.Find(type) is not { } kind)
            return TypedResults.NotFound();
        var errors = new FieldErrors();
        var by = http.ActingFor(PageForms.Given(reason), errors);
        var due = DueTime.Read(InUtc(dueAt), time.GetUtcNow(), errors);
        if (by is null || errors.Any)
        {
            return SagaAgain.With(
                kind, sagaId,
                PageForms.Refill(FormOf(kind, sagaId, timerId, Move), errors, ("reason", reason), ("dueAt", dueAt)));
        }

        var outcome = await timers.MoveAsync(kind, sagaId, timerId, due, by, http.RequestAborted);
        return Tell(http, Links.Saga(kind.Name, sagaId), outcome, at => $"The timer fires at {Shown.Time(at)}.");
    }

    // Browsers send the time as it was filled in; the form says that it is in UTC.
    private static string? InUtc(string? dueAt) => string.IsNullOrWhiteSpace(dueAt) ? null : $"{dueAt.Trim()}Z";

    private static string FormOf(SagaType kind, Guid sagaId, Guid timerId, string form) =>
        Links.Action(Links.Timer(kind.Name, sagaId, timerId), form);

    private static RedirectHttpResult Tell(
        HttpContext http, string page, TimerResult? outcome, Func<DateTimeOffset, string> done) => outcome switch
        {
            { Status: TimerStatus.Done, DueAt: { } dueAt } => PageForms.Done(http, page, done(dueAt)),
            { Status: TimerStatus.Leaving } =>
                PageForms.Refused(http, page, "Too late: the timer is already firing. Nothing was done."),
            _ => PageForms.Refused(http, page, "Too late: the timer has fired or was cancelled. Nothing was done."),
        };
}
