using Microsoft.Net.Http.Headers;

namespace Sagas.Access.Configuration;

/// <summary>
/// Tells browsers to run only what this service has sent, and not to show its pages in frames. What programs request most often,
/// orders and their events, is not a page and goes without.
/// </summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // Swagger's scripts create styles, which contain images. The scripts still come from this service only.
    private const string PolicyOfSwagger = $"{Policy}; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

    private static readonly string[] NoPages = ["/orders", "/events", "/health"];

    internal static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        // At the last moment, because error handlers clear the headers first.
        if (!Array.Exists(NoPages, path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
            http.Response.OnStarting(Write, http.Response);
        return next(http);
    });

    private static Task Write(object response)
    {
        var answer = (HttpResponse)response;
        var headers = answer.Headers;
        headers.ContentSecurityPolicy = answer.HttpContext.Request.Path
            .StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase)
            ? PolicyOfSwagger
            : Policy;
        headers.XContentTypeOptions = "nosniff";
        // Not no-referrer: browsers would then no longer send the origin of a form.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (answer.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true
            && !headers.ContainsKey(HeaderNames.CacheControl))
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
