using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Sagas.Web.Problems;

/// <summary>
/// Translates the exceptions that are not bugs in the service: a request that cannot be read, and a database that does not
/// respond. Everything else is a 500 without details, and is logged.
/// </summary>
internal class ProblemDetailsExceptionHandler(IProblemDetailsService problems, ILogger<ProblemDetailsExceptionHandler> logger)
    : IExceptionHandler
{
    private const string RetryAfterSeconds = "5";

    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException unreadable => ProblemDetailsOfBadRequest.Describe(unreadable),
            InvalidOperationException when NamesUnknownCharset(httpContext.Request) =>
                new() { Status = StatusCodes.Status415UnsupportedMediaType },
            _ when IsOfTheDatabase(exception) => Unavailable(httpContext, exception),
            _ => null,
        };
        if (problem is null)
            return false;

        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem, Exception = exception });
    }

    private ProblemDetails Unavailable(HttpContext httpContext, Exception exception)
    {
        logger.LogError(
            exception, "The database did not answer {Method} {Path}", httpContext.Request.Method, httpContext.Request.Path);
        httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        return new() { Status = StatusCodes.Status503ServiceUnavailable };
    }

    // ASP.NET treats it as a bug in the program.
    private static bool NamesUnknownCharset(HttpRequest request)
    {
        if (request.GetTypedHeaders().ContentType is not { Charset.Length: > 0 } type)
            return false;
        try
        {
            return type.Encoding is null;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    // EF Core and connection pools wrap what the driver throws.
    private static bool IsOfTheDatabase(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is DbException)
                return true;
        }

        return false;
    }
}
