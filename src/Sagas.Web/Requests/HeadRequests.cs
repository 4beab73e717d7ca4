using Microsoft.AspNetCore.Http.Features;

namespace Sagas.Web.Requests;

/// <summary>
/// Answers HEAD wherever GET is answered, with the same status and headers. Nothing is sent after them, and what would go on for
/// ever, such as a stream of events, ends there.
/// </summary>
internal static class HeadRequests
{
    /// <summary>Answers HEAD requests. Call it before anything that looks at the method, such as routing.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UseHeadRequests(this IApplicationBuilder app) => app.Use((http, next) =>
        HttpMethods.IsHead(http.Request.Method) ? AnswerAsync(http, next) : next(http));

    /// <summary>Whether only the headers are asked for, so that nothing has to be found out for the body.</summary>
    /// <param name="http">The request.</param>
    public static bool WantsHeadersOnly(HttpContext http) => http.Features.Get<Mark>() is not null;

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        var (body, aborted) = (http.Features.GetRequiredFeature<IHttpResponseBodyFeature>(), http.RequestAborted);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        await using var nothing = new HeadersOnly(body, enough);
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(nothing, body));
        http.Features.Set(new Mark());
        http.Request.Method = HttpMethods.Get;
        http.RequestAborted = enough.Token;
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            // The headers are all that was asked for.
        }
        finally
        {
            http.Features.Set(body);
            http.RequestAborted = aborted;
        }
    }

    private sealed record Mark;
}
