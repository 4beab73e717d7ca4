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
    public static RedirectHttpResult Back(string page, string notice) =>
        GoTo(Links.WithNotice(page, notice));

    /// <summary>Redirects to a page.</summary>
    /// <param name="page">One of <see cref="Links"/>.</param>
    public static RedirectHttpResult GoTo(string page) => TypedResults.LocalRedirect("/" + Links.Below(page));

    /// <summary>Redirects to a page that says why nothing was done.</summary>
    public static RedirectHttpResult Back(string page, FieldErrors errors) => Back(
        page,
        $"Nothing was done. {string.Join(' ', errors.ToDictionary().Select(error => $"{error.Key}: {string.Join(' ', error.Value)}"))}");
}
