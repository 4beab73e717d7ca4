using Microsoft.AspNetCore.Diagnostics;

namespace Sagas.Operations.Shell;

/// <summary>Answers of pages.</summary>
internal static class PageAnswers
{
    /// <summary>The page is shown, but not as a success. It explains itself, so that no problem details are put in its place.</summary>
    public static void AnswerWith(this HttpContext http, int status)
    {
        // Set at once, 404 would let the renderer leave the page out.
        http.Response.OnStarting(() =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        if (http.Features.Get<IStatusCodePagesFeature>() is { } problems)
            problems.Enabled = false;
    }
}
