using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Sagas.Access.SignIn;

namespace Sagas.Hosting.Health;

/// <summary>
/// Refuses what would be stored while embedded mode's file is not in order: an order that was written into a removed file would be
/// gone with the next start. A database server refuses by itself.
/// </summary>
internal sealed class DatabaseGuard(DatabaseCondition condition, IProblemDetailsService problems) : IMiddleware, IExceptionHandler
{
    private const string RetryAfterSeconds = "5";

    /// <inheritdoc />
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (IsChange(context.Request) && await condition.KnownProblemAsync(context.RequestAborted) is { } problem)
            await RefuseAsync(context, problem, exception: null);
        else
            await next(context);
    }

    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!condition.IsFile || !IsOfTheDatabase(exception))
            return false;
        condition.Suspect();
        return await condition.LookAsync(cancellationToken) is { } problem && await RefuseAsync(httpContext, problem, exception);
    }

    private ValueTask<bool> RefuseAsync(HttpContext http, string problem, Exception? exception)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return problems.TryWriteAsync(new()
        {
            HttpContext = http,
            Exception = exception,
            ProblemDetails = new ProblemDetails { Status = StatusCodes.Status503ServiceUnavailable, Detail = problem },
        });
    }

    // Signing in stores nothing.
    private static bool IsChange(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path != SignInEndpoints.Path && request.Path != SignInEndpoints.SignOutPath;

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
