using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Sagas.Access.Callers;
using Sagas.Access.Limits;
using Sagas.Access.Settings;
using Sagas.Access.SignIn;

namespace Sagas.Access.Configuration;

/// <summary>
/// Responds to refused callers: to programs with problems, and to browsers that want a page with the sign-in page.
/// </summary>
internal sealed class AccessRefusals(
    IProblemDetailsService problems,
    IOptions<AccessOptions> options,
    FailedAttempts failures,
    IConfiguration configuration,
    AccessSurface surface,
    ILogger<AccessRefusals> logger) : IAuthorizationMiddlewareResultHandler
{
    private const string Bearer = "Bearer ";

    private readonly bool _areSet = AccessOptions.AreSet(configuration);
    private readonly bool _canSignIn = options.Value.CanSignIn && surface.HasPages;

    /// <inheritdoc />
    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            return next(context);
        return authorizeResult.Challenged ? ChallengeAsync(context) : ForbidAsync(context);
    }

    /// <summary>Whether the request carries a token.</summary>
    internal static bool HasToken(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    private async Task ChallengeAsync(HttpContext http)
    {
        if (WantsPage(http.Request))
        {
            var returnUrl = HttpMethods.IsGet(http.Request.Method)
                ? http.Request.Path + http.Request.QueryString
                : SignInEndpoints.Home;
            http.Response.Redirect($"{SignInEndpoints.Path}?returnUrl={Uri.EscapeDataString(returnUrl)}");
            return;
        }

        if (http.Request.Headers.ContainsKey(ApiKey.Header) || HasToken(http.Request))
        {
            using var lease = failures.Count(http);
            if (!lease.IsAcquired)
            {
                await AccessLimits.RefuseAsync(http, lease);
                return;
            }

            logger.LogWarning("Invalid key or token from {Address}", http.Connection.RemoteIpAddress);
        }

        http.Response.Headers.WWWAuthenticate = Challenges(http.Request).ToArray();
        await WriteAsync(http, new ProblemDetails { Status = StatusCodes.Status401Unauthorized });
    }

    private async Task ForbidAsync(HttpContext http)
    {
        if (!_areSet)
            await WriteAsync(http, Unconfigured(http.RequestServices.GetRequiredService<UnconfiguredRules>().Check(http)));
        else if (WantsPage(http.Request))
            await SignInPage.Render(
                http, http.Request.Path, $"{Actor.NameOf(http.User)} is not allowed to see this.",
                StatusCodes.Status403Forbidden).ExecuteAsync(http);
        else
            await WriteAsync(http, new ProblemDetails { Status = StatusCodes.Status403Forbidden });
    }

    private IEnumerable<string> Challenges(HttpRequest request)
    {
        if (options.Value.ApiKeys.Count > 0)
            yield return $"{ApiKey.Scheme} realm=\"Sagas\", header=\"{ApiKey.Header}\"";
        if (options.Value.Jwt.IsSet)
            yield return HasToken(request)
                ? $"{JwtBearerSetup.Scheme} realm=\"Sagas\", error=\"invalid_token\""
                : $"{JwtBearerSetup.Scheme} realm=\"Sagas\"";
        if (_canSignIn)
            yield return $"Form realm=\"Sagas\", location=\"{request.PathBase}{SignInEndpoints.Path}\"";
    }

    // People may also open in a browser what programs request from operations.
    private bool WantsPage(HttpRequest request) =>
        _canSignIn
        && (request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
            || request.Path.StartsWithSegments("/operations", StringComparison.OrdinalIgnoreCase))
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static ProblemDetails Unconfigured(UnconfiguredRefusal refusal) => refusal switch
    {
        UnconfiguredRefusal.ForeignHost => Refusal(
            "host_not_allowed", "This name of the service is not known",
            "No access is configured, so only names such as localhost are trusted: another site could give its own name to this "
            + "machine. The service's administrator can allow names in AllowedHosts, or configure access in "
            + AccessOptions.Section + "."),
        UnconfiguredRefusal.OtherSite => Refusal(
            "other_site", "Another site made the browser send this",
            "A page of another site may change nothing here. Nothing was done. The service's administrator can allow its origin "
            + $"in {CorsOptions.Section}:{nameof(CorsOptions.Origins)}; behind a proxy that changes the name of the host, "
            + $"{ProxyOptions.Section} is needed."),
        _ => Refusal(
            "access_not_configured", "Only callers on the same machine are allowed",
            $"No access is configured. The service's administrator can configure who may use it in {AccessOptions.Section}."),
    };

    private static ProblemDetails Refusal(string code, string title, string detail) => new()
    {
        Status = StatusCodes.Status403Forbidden,
        Title = title,
        Detail = detail,
        Extensions = { ["code"] = code },
    };

    private async Task WriteAsync(HttpContext http, ProblemDetails problem)
    {
        http.Response.StatusCode = problem.Status!.Value;
        await problems.TryWriteAsync(new() { HttpContext = http, ProblemDetails = problem });
    }
}
