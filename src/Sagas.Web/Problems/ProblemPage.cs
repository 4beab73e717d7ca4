using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Sagas.Web.Text;

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
        var errors = problem is HttpValidationProblemDetails { Errors: { Count: > 0 } fields }
            ? fields.SelectMany(field => field.Value.Select(error =>
                $"<li><b>{PlainPage.Encode(field.Key)}</b>: {PlainPage.Encode(error)}</li>"))
            : null;
        var list = errors is null ? "" : $"""<ul class="errors">{string.Concat(errors)}</ul>""";
        return PlainPage.Render(
            pathBase, problem.Title,
            $"""
                <p>{PlainPage.Encode(problem.Detail)}</p>
                {list}
                <p class="quiet">Status {problem.Status}, trace {PlainPage.Encode(problem.Extensions["traceId"]?.ToString())}</p>
                <p><a href=".">First page</a></p>
            """);
    }
}
