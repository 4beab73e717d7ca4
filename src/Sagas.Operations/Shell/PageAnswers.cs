using Microsoft.AspNetCore.Diagnostics;

namespace Sagas.Operations.Shell;

/// <summary>Responses of pages.</summary>
internal static class PageAnswers
{
    /// <summary>Shows the page, but not as a success. It explains itself, so no problem details replace it.</summary>
    public static void AnswerWith(this HttpContext http, int status)
    {
        // If 404 were set at once, the renderer would leave the page out.
        http.Response.OnStarting(() =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        if (http.Features.Get<IStatusCodePagesFeature>() is { } problems)
            problems.Enabled = false;
    }

    /// <summary>Redirects to another page instead of showing this one.</summary>
    /// <param name="http">The request.</param>
    /// <param name="page">One of <see cref="Links"/>.</param>
    public static void LeadTo(this HttpContext http, string page) => http.Response.OnStarting(() =>
    {
        http.Response.StatusCode = StatusCodes.Status302Found;
        http.Response.Headers.Location = $"{http.Request.PathBase}/{Links.Below(page)}";
        return Task.CompletedTask;
    });
}
