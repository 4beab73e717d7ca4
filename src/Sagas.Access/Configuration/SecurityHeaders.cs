using Microsoft.Net.Http.Headers;
using Sagas.Access.Callers;

namespace Sagas.Access.Configuration;

/// <summary>
/// Tells browsers to run only what this service has sent, and not to show its pages in frames; and everybody not to keep what
/// they were told, because it depends on who has asked and when. What programs request most often, orders and their events, is
/// not a page and goes without what only pages need.
/// </summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // Swagger's scripts create styles, which contain images. The scripts still come from this service only.
    private const string PolicyOfSwagger = $"{Policy}; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

    private const string NoStore = "no-store";

    // What the answer to the same address depends on, besides the address.
    private static readonly string[] Varies = [HeaderNames.Accept, HeaderNames.Authorization, HeaderNames.Cookie, ApiKey.Header];

    private static readonly string[] NoPages = ["/orders", "/events", "/health"];

    // They are the same for everyone, and tell for themselves how long they may be kept.
    private static readonly string[] Files = ["/assets", "/_framework"];

    internal static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        // At the last moment, because error handlers clear the headers first.
        http.Response.OnStarting(Write, http.Response);
        return next(http);
    });

    private static Task Write(object response)
    {
        var answer = (HttpResponse)response;
        var (headers, path) = (answer.Headers, answer.HttpContext.Request.Path);
        headers.XContentTypeOptions = "nosniff";
        if (!IsIn(path, Files))
            KeepFromCaches(headers);
        if (IsIn(path, NoPages))
            return Task.CompletedTask;
        headers.ContentSecurityPolicy = path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase)
            ? PolicyOfSwagger
            : Policy;
        // Not no-referrer: browsers would then no longer send the origin of a form.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return Task.CompletedTask;
    }

    private static void KeepFromCaches(IHeaderDictionary headers)
    {
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = NoStore;
        else if (!headers.CacheControl.ToString().Contains(NoStore, StringComparison.OrdinalIgnoreCase))
            headers.CacheControl = $"{headers.CacheControl}, {NoStore}";
        var told = headers.GetCommaSeparatedValues(HeaderNames.Vary);
        headers.AppendCommaSeparatedValues(
            HeaderNames.Vary, [.. Varies.Except(told, StringComparer.OrdinalIgnoreCase)]);
    }

    private static bool IsIn(PathString path, string[] places) =>
        Array.Exists(places, place => path.StartsWithSegments(place, StringComparison.OrdinalIgnoreCase));
}
