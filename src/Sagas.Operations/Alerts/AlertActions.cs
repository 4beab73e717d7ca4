using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Alerts;

/// <summary>Handles the forms about alerts.</summary>
internal static class AlertActions
{
    /// <summary>Maps the routes.</summary>
    /// <param name="actions">The group of all routes that change something.</param>
    public static void MapAlertActions(this IEndpointRouteBuilder actions)
    {
        actions.MapPost("/alerts", AcknowledgeManyAsync).ExcludeFromDescription();
        actions.MapPost("/alerts/{alertId:guid}/unacknowledge", OpenAgainAsync).ExcludeFromDescription();
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> AcknowledgeManyAsync(
        IFormCollection form, AlertService desk, TimeProvider time, HttpContext http)
    {
        var (errors, filled) = (new FieldErrors(), StuckForm.Read(form));
        var chosen = filled.Chosen;
        if (chosen.Count == 0)
            errors.Add("alerts", "Choose at least one saga.");
        else if (chosen.Count > AlertService.MostAtOnce)
            errors.Add("alerts", "Choose at most 1,000 sagas.");
        var by = http.ActingFor(filled.Reason, errors, longest: SagaAlertMap.NoteLength);
        var remindAt = AlertReminder.Read(filled.Remind, time.GetUtcNow(), errors);
        if (by is null || errors.Any)
        {
            return Answer.With<Stuck>(
                StatusCodes.Status422UnprocessableEntity,
                (nameof(Stuck.Form), filled with { Errors = errors.ToDictionary() }));
        }

        var done = await desk.AcknowledgeAsync(chosen, by, remindAt, http.RequestAborted);
        return Tell(http, filled.Page, done, "acknowledged");
    }

    private static async Task<RedirectHttpResult> OpenAgainAsync(
        Guid alertId, [FromForm] string? page, AlertService desk, HttpContext http) =>
        Tell(
            http, StuckForm.PageOf(page), await desk.OpenAgainAsync([alertId], http.ActingFor(null), http.RequestAborted),
            "open again");

    private static RedirectHttpResult Tell(HttpContext http, string page, ChangedAlerts done, string what)
    {
        var missed = done.Left.Count + done.Unknown.Count;
        var left = missed == 0
            ? ""
            : $" {Alerts(missed)} {(missed == 1 ? "was left as it is" : "were left as they are")}: "
                + "somebody else was first, or the saga has moved on.";
        return done.Changed.Count == 0
            ? PageForms.Refused(http, page, $"Nothing was done.{left}")
            : PageForms.Done(http, page, done.Changed.Count == 1 && missed == 0
                ? $"Alert {what}."
                : $"{Alerts(done.Changed.Count)} {what}.{left}");
    }

    private static string Alerts(int count) => $"{Shown.Count(count)} {(count == 1 ? "alert" : "alerts")}";
}

/// <summary>What somebody has filled in about sagas that are stuck.</summary>
/// <param name="Group">The group that they are in; empty on the page of a saga.</param>
/// <param name="Page">The page that they came from, to which they go back.</param>
/// <param name="Ticked">The alerts that they have chosen one by one.</param>
/// <param name="Seen">All alerts of the group as they have seen it.</param>
/// <param name="All">Whether they have chosen all of these.</param>
/// <param name="Reason">What is being done.</param>
/// <param name="Remind">When they want to be reminded.</param>
public sealed record StuckForm(
    string Group, string Page, IReadOnlyList<Guid> Ticked, string? Seen, bool All, string? Reason, string? Remind)
{
    /// <summary>Why nothing was done, by field.</summary>
    public IDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    /// <summary>The alerts that are meant.</summary>
    internal IReadOnlyList<Guid> Chosen => All ? SeenAlerts.Read(Seen) : Ticked;

    internal static StuckForm Read(IFormCollection form) => new(
        form["group"].ToString(), PageOf(form["page"]), [.. Ids(form["alert"])], form["seen"], form["all"].Count > 0,
        PageForms.Given(form["reason"]), PageForms.Given(form["remind"]));

    /// <summary>One of the pages that have such forms.</summary>
    internal static string PageOf(string? page) =>
        page is not null && (page == Links.Stuck || page.StartsWith($"{Links.Stuck}?", StringComparison.Ordinal)
            || (page.StartsWith("./sagas/", StringComparison.Ordinal) && !page.Contains("..", StringComparison.Ordinal)))
            && !page.Any(char.IsControl)
            ? page
            : Links.Stuck;

    private static IEnumerable<Guid> Ids(StringValues values) =>
        values.Select(value => Guid.TryParse(value, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct();
}
