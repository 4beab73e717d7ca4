using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Sagas.Hosting.Health;

/// <summary>
/// Refuses what would be stored while embedded mode's file is not in order: an order that was written into a removed file would
/// be gone with the next start. A database server refuses by itself.
/// </summary>
internal sealed class DatabaseGuard(DatabaseCondition condition, IProblemDetailsService problems) : IMiddleware, IExceptionHandler
{
    private const string RetryAfterSeconds = "5";

    private static readonly AsyncLocal<bool> IsRequested = new();

    /// <inheritdoc />
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        IsRequested.Value = true;
        // Orders are checked first: what is wrong with a request is told in any case.
        if (IsChangeByOperator(context.Request) && await condition.KnownProblemAsync(context.RequestAborted) is { } problem)
            await RefuseAsync(context, problem, exception: null);
        else
            await next(context);
    }

    /// <summary>
    /// Refuses to store what a request asks for. Messages that are handled are only kept back by the database itself.
    /// </summary>
    /// <exception cref="DatabaseRefusedException">The database is not in order.</exception>
    public void RefuseIfIll()
    {
        if (IsRequested.Value && condition.KnownProblem is { } problem)
            throw new DatabaseRefusedException(problem);
    }

    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsOfTheDatabase(exception))
            return false;
        // Readiness finds out at once what this request has found out.
        condition.Suspect();
        return condition.IsFile && await condition.LookAsync(cancellationToken) is { } problem
            && await RefuseAsync(httpContext, problem, exception);
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

    private static bool IsChangeByOperator(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && (request.Path.StartsWithSegments("/operations", StringComparison.OrdinalIgnoreCase)
            || request.Path.StartsWithSegments("/actions", StringComparison.OrdinalIgnoreCase));

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
