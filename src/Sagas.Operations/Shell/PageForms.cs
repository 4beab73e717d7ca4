using Microsoft.AspNetCore.Http.HttpResults;

namespace Sagas.Operations.Shell;

/// <summary>
/// What the forms of the pages have in common. Each ends with a page that can be loaded again without repeating the action. That
/// forms come from the service's own pages is checked automatically when their fields are read as a form.
/// </summary>
internal static class PageForms
{
    /// <summary>What a page says if a form came without its reason.</summary>
    public const string ReasonIsMissing = "Nothing was done: a reason is required.";

    /// <summary>Whether the reason is given and can be stored.</summary>
    public static bool IsReason(string? reason, int longest) => !string.IsNullOrWhiteSpace(reason) && reason.Length <= longest;

    /// <summary>Redirects to a page that says what was done.</summary>
    public static RedirectHttpResult Back(string page, string notice) => TypedResults.LocalRedirect(Links.WithNotice(page, notice));
}
