using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Sagas.Access.Callers;
using Sagas.Access.Limits;
using Sagas.Access.Settings;

namespace Sagas.Access.SignIn;

/// <summary>Signs users in to the pages, and out.</summary>
public static class SignInEndpoints
{
    /// <summary>The address of the sign-in page.</summary>
    public const string Path = "/sign-in";

    /// <summary>The start page.</summary>
    public const string Home = "/";

    internal const string SignOutPath = "/sign-out";
    private const string Outdated = "The page was open for too long. Please try again.";

    private const string OtherName =
        "The browser knows this service by another name than it was asked for: it is behind a proxy that changes the name of the "
        + "host. Its administrator has to configure " + ProxyOptions.Section + ".";

    /// <summary>Maps the routes, if anybody could sign in.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static WebApplication MapSignIn(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<AccessOptions>>().Value.CanSignIn)
            return app;
        var form = new RequireAntiforgeryTokenAttribute();
        app.MapGet(Path, Show).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path, SignInAsync).AllowAnonymous().ExcludeFromDescription().WithMetadata(form)
            .RequireRateLimiting(AccessLimits.SignIns);
        app.MapPost(SignOutPath, SignOutAsync).AllowAnonymous().ExcludeFromDescription().WithMetadata(form);
        return app;
    }

    internal static ContentHttpResult Show(HttpContext http, string? returnUrl) => SignInPage.Render(http, returnUrl);

    internal static async Task<Results<RedirectHttpResult, ContentHttpResult>> SignInAsync(
        HttpContext http, KnownCallers callers, ILoggerFactory loggers)
    {
        if (!ComesFromAPage(http))
            return Refuse(http);

        var logger = loggers.CreateLogger(typeof(SignInEndpoints));
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        string returnUrl = form["returnUrl"].ToString(), name = form["name"].ToString().Trim(),
            secret = form["secret"].ToString();
        if (Find(callers, name, secret) is not { } caller)
        {
            // Without the name, because people sometimes type their password into the wrong field.
            logger.LogWarning("Failed sign-in from {Address}", http.Connection.RemoteIpAddress);
            return SignInPage.Render(
                http, returnUrl, "Wrong name and password, or wrong API key.", StatusCodes.Status403Forbidden);
        }

        await http.SignInAsync(SignInCookie.Scheme, caller);
        logger.LogInformation("{Name} signed in from {Address}", Actor.NameOf(caller), http.Connection.RemoteIpAddress);
        return TypedResults.LocalRedirect(Safe(returnUrl));
    }

    internal static async Task<Results<RedirectHttpResult, ContentHttpResult>> SignOutAsync(
        HttpContext http, ILoggerFactory loggers)
    {
        if (!ComesFromAPage(http))
            return Refuse(http);
        loggers.CreateLogger(typeof(SignInEndpoints)).LogInformation("{Name} signed out", Actor.NameOf(http.User));
        await http.SignOutAsync(SignInCookie.Scheme);
        return TypedResults.LocalRedirect(Path);
    }

    /// <summary>Where to go after signing in: only within this service, whatever a link says.</summary>
    /// <param name="returnUrl">The requested address.</param>
    /// <returns>A path.</returns>
    internal static string Safe(string? returnUrl) =>
        RedirectHttpResult.IsLocalUrl(returnUrl) && returnUrl is ['/', ..] && !returnUrl.Any(char.IsControl) ? returnUrl : Home;

    // A key needs no name, and is not mistaken for a password.
    private static ClaimsPrincipal? Find(KnownCallers callers, string name, string secret) =>
        secret.StartsWith(ApiKey.Prefix, StringComparison.Ordinal)
            ? callers.FindByKey(secret)
            : callers.FindByPassword(name, secret);

    private static ContentHttpResult Refuse(HttpContext http) => SignInPage.Render(
        http, returnUrl: null, OtherSites.Sent(http.Request) ? OtherName : Outdated, StatusCodes.Status400BadRequest);

    private static bool ComesFromAPage(HttpContext http) =>
        http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } && !OtherSites.Sent(http.Request);
}
