using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Sagas.Web.Problems;

/// <summary>A problem for people who look at it in a browser. It needs no script, and nothing from other servers.</summary>
internal static class ProblemPage
{
    private static readonly string[] Json = ["application/problem+json", "application/json"];

    /// <summary>
    /// Whether the caller would rather have a page than JSON, as browsers say in the header <c>Accept</c>. What an API answers is
    /// JSON in any case.
    /// </summary>
    /// <param name="http">The request.</param>
    public static bool IsWanted(HttpContext http)
    {
        var request = http.Request;
        // While an exception is handled, the route is forgotten.
        var endpoint = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? http.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<ApiRoute>() is not null)
            return false;
        // Programs say that they take anything, if they say anything.
        if (!request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            return false;
        var accepted = request.GetTypedHeaders().Accept;
        return QualityOf(accepted, "text/html") > Json.Max(type => QualityOf(accepted, type));
    }

    /// <summary>Writes the page.</summary>
    /// <param name="http">The request.</param>
    /// <param name="problem">The problem, complete.</param>
    /// <returns>A task that completes when it is written.</returns>
    public static Task WriteAsync(HttpContext http, ProblemDetails problem)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(Render(http.Request.PathBase, problem), Encoding.UTF8, http.RequestAborted);
    }

    private static double QualityOf(IList<MediaTypeHeaderValue> accepted, string type) => accepted
        .Where(value => value.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
        .Select(value => value.Quality ?? 1).DefaultIfEmpty(0).Max();

    private static string Render(PathString pathBase, ProblemDetails problem)
    {
        var errors = problem is HttpValidationProblemDetails { Errors: var fields }
            ? fields.SelectMany(field => field.Value.Select(error => $"<li><b>{Text(field.Key)}</b>: {Text(error)}</li>"))
            : [];
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <base href="{Text(pathBase.ToUriComponent())}/">
              <link rel="icon" type="image/svg+xml" href="assets/sagas.svg">
              <link rel="stylesheet" href="assets/sagas.css">
              <title>{Text(problem.Title)} · Sagas</title>
            </head>
            <body>
              <main class="panel alone">
                <h1>{Text(problem.Title)}</h1>
                <p>{Text(problem.Detail)}</p>
                <ul class="errors">{string.Concat(errors)}</ul>
                <p class="quiet">Status {problem.Status}, trace {Text(problem.Extensions["traceId"]?.ToString())}</p>
                <p><a href=".">First page</a></p>
              </main>
            </body>
            </html>
            """.Replace("""<ul class="errors"></ul>""", "", StringComparison.Ordinal);
    }

    private static string Text(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}
