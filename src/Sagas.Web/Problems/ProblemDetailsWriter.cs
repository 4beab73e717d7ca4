using System.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Sagas.Web.Problems;

/// <summary>Writes problems: complete, with the trace id, and always as <c>application/problem+json</c>.</summary>
internal class ProblemDetailsWriter(IOptions<JsonOptions> json) : IProblemDetailsWriter
{
    /// <inheritdoc />
    public bool CanWrite(ProblemDetailsContext context) => true;

    /// <inheritdoc />
    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var problem = context.ProblemDetails;
        problem.Status ??= http.Response.StatusCode;
        ProblemDetailsCatalogue.Complete(problem);
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

        http.Response.StatusCode = problem.Status.Value;
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (problem.Status == StatusCodes.Status405MethodNotAllowed)
            AllowHead(http.Response.Headers);
        if (ProblemPage.IsWanted(http))
            return new(ProblemPage.WriteAsync(http, problem));
        return new(http.Response.WriteAsJsonAsync(
            problem, problem.GetType(), json.Value.SerializerOptions, "application/problem+json", http.RequestAborted));
    }

    // Routes do not know that HEAD is answered wherever GET is.
    private static void AllowHead(IHeaderDictionary headers)
    {
        var methods = headers.Allow.ToString().Split(',', StringSplitOptions.TrimEntries);
        if (methods.Contains(HttpMethods.Get) && !methods.Contains(HttpMethods.Head))
            headers.Allow = string.Join(", ", [.. methods, HttpMethods.Head]);
    }
}
