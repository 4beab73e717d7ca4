using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Sagas.Access.Callers;
using Sagas.Access.Settings;

namespace Sagas.Access.SignIn;

/// <summary>Recognizes users who have signed in to the pages.</summary>
internal static class SignInCookie
{
    /// <summary>The name of the scheme.</summary>
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    private const string Name = "sagas-sign-in";
    private const string FormName = "sagas-form";

    internal static AuthenticationBuilder AddSignInCookie(this AuthenticationBuilder authentication)
    {
        authentication.AddCookie(Scheme);
        authentication.Services.AddOptions<CookieAuthenticationOptions>(Scheme)
            .Configure<IOptions<AccessOptions>>((cookie, access) =>
            {
                cookie.Cookie = new GuardedCookie(Name, access.Value.SecureCookie);
                cookie.ExpireTimeSpan = access.Value.SessionLength;
                cookie.SlidingExpiration = true;
                cookie.Events.OnValidatePrincipal = ValidateAsync;
            });
        return authentication;
    }

    internal static IServiceCollection AddForms(this IServiceCollection services)
    {
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<AccessOptions>>((forms, access) =>
        {
            forms.Cookie = new GuardedCookie(FormName, access.Value.SecureCookie);
            // The header is already set for all pages.
            forms.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    private static Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var callers = context.HttpContext.RequestServices.GetRequiredService<KnownCallers>();
        if (context.Principal is not { } caller || !callers.AreUnchanged(caller) || OtherSites.Sent(context.Request))
            context.RejectPrincipal();
        return Task.CompletedTask;
    }
}
