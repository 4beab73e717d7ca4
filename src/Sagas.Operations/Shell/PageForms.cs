using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Web.Problems;

namespace Sagas.Operations.Shell;

/// <summary>
/// What the forms of the pages have in common. Each ends with a page that can be loaded again without repeating the action. That
/// forms come from the service's own pages is checked automatically when their fields are read as a form.
/// </summary>
internal static class PageForms
{
    /// <summary>
    /// A value that was filled in; null if nothing was. One that is blank was filled in, and the rules of the API say what is
    /// wrong with it.
    /// </summary>
    public static string? Given(string? text) =>
        string.IsNullOrEmpty(text) ? null : string.IsNullOrWhiteSpace(text) ? text : text.Trim();

    /// <summary>Redirects to a page that says what was done.</summary>
    public static RedirectHttpResult Done(HttpContext http, string page, string notice) =>
        Tell(http, page, new Notice(notice, IsRefusal: false));

    /// <summary>Redirects to a page that says why nothing was done.</summary>
    public static RedirectHttpResult Refused(HttpContext http, string page, string notice) =>
        Tell(http, page, new Notice(notice, IsRefusal: true));

    /// <summary>Redirects to a page.</summary>
    /// <param name="page">One of <see cref="Links"/>.</param>
    public static RedirectHttpResult GoTo(string page) => TypedResults.LocalRedirect("/" + Links.Below(page));

    /// <summary>A form that is to be shown again, because nothing was done.</summary>
    /// <param name="action">Where it was sent, one of <see cref="Links"/>.</param>
    /// <param name="errors">What is wrong.</param>
    /// <param name="values">What was filled in.</param>
    public static FilledForm Refill(string action, FieldErrors errors, params (string Field, string? Value)[] values) => new(
        action, values.ToDictionary(value => value.Field, value => value.Value, StringComparer.Ordinal), errors.ToDictionary());

    private static RedirectHttpResult Tell(HttpContext http, string page, Notice notice)
    {
        Notices.Leave(http, page, notice);
        return GoTo(page);
    }
}
