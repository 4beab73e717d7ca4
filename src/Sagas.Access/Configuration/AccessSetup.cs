using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Sagas.Access.Callers;
using Sagas.Access.Limits;
using Sagas.Access.Protection;
using Sagas.Access.Settings;
using Sagas.Access.SignIn;
using Sagas.Web.Requests;
using Sagas.Web.Settings;

namespace Sagas.Access.Configuration;

/// <summary>
/// Sets up who may use the service. By default everyone on the same machine may do everything, and the service does not listen to
/// other machines.
/// </summary>
public static class AccessSetup
{
    private const string AnyCredentials = "Access";

    /// <summary>
    /// Registers what identifies callers. Call it after adding the database: keys are read when the tables exist.
    /// </summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="isServing">Whether the process serves anything other than its health.</param>
    /// <param name="hasPages">Whether it has pages, so that people sign in.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddAccess(this WebApplicationBuilder builder, bool isServing = true, bool hasPages = true)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddStrictOptions<AccessOptions, AccessOptionsValidation>(configuration, AccessOptions.Section);
        services.AddSingleton(new AccessSurface(isServing, hasPages));
        if (!isServing)
            return builder;

        services.AddAccessPolicies();
        services.AddAccessLimits();
        services.AddForms();
        services.AddHsts(https => https.MaxAge = TimeSpan.FromDays(365));
        services.AddSingleton<FailedAttempts>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        if (AccessOptions.AreSet(configuration))
            services.AddCallers().KeepKeysIn<StoredKeys>().EncryptKeys(configuration);
        else
            services.AddSingleton<UnconfiguredRules>().AddSingleton<IPolicyEvaluator, UnconfiguredAccess>()
                .KeepKeysIn<PassingKeys>();
        services.AddSingleton(new StartupFact("Access", Describe(configuration)));
        return builder;
    }

    /// <summary>Identifies callers and checks what they may do. Call it before mapping any routes.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static WebApplication UseAccess(this WebApplication app)
    {
        var surface = app.Services.GetRequiredService<AccessSurface>();
        if (!surface.IsServing)
            return app;
        app.UseOrigins();
        app.UseHsts();
        app.UseSecurityHeaders();
        if (AccessOptions.AreSet(app.Configuration))
            app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseCompressedBodies();
        app.UseKnownParameters();
        app.UseAntiforgery();
        return app;
    }

    private static IServiceCollection AddCallers(this IServiceCollection services)
    {
        services.AddSingleton<KnownCallers>();
        services.AddAuthentication(AnyCredentials)
            .AddPolicyScheme(AnyCredentials, null, any => any.ForwardDefaultSelector = http => SchemeOf(http.Request))
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKey.Scheme, null)
            .AddTokens()
            .AddSignInCookie();
        return services;
    }

    // A key or token takes precedence, even in a browser in which somebody has signed in.
    private static string SchemeOf(HttpRequest request)
    {
        if (request.Headers.ContainsKey(ApiKey.Header))
            return ApiKey.Scheme;
        return AccessRefusals.HasToken(request) ? JwtBearerSetup.Scheme : SignInCookie.Scheme;
    }

    private static IServiceCollection KeepKeysIn<TRepository>(this IServiceCollection services)
        where TRepository : class, IXmlRepository
    {
        services.AddSingleton<IXmlRepository, TRepository>();
        services.AddDataProtection().SetApplicationName(nameof(Sagas));
        services.AddOptions<KeyManagementOptions>()
            .Configure<IXmlRepository>((keys, repository) => keys.XmlRepository = repository);
        return services;
    }

    // Keys that were stored in plain text before can still be read. A certificate that cannot be used stops the start, in the
    // words of the validation.
    private static void EncryptKeys(this IServiceCollection services, ConfigurationManager configuration)
    {
        var access = configuration.GetSection(AccessOptions.Section);
        var password = access[nameof(AccessOptions.KeyCertificatePassword)];
        if (access[nameof(AccessOptions.KeyCertificatePath)] is { } path && KeyCertificate.TryLoad(path, password, out _))
            services.AddDataProtection().ProtectKeysWithCertificate(KeyCertificate.Load(path, password));
    }

    private static string Describe(IConfiguration configuration)
    {
        if (AccessOptions.AreSet(configuration))
            return "by API key, token or sign-in";
        return AccessOptions.AllowEverybody(configuration)
            ? $"ANYONE may do anything ({AccessOptions.Section}:{nameof(AccessOptions.AllowAnonymous)})"
            : "anyone on this machine, nobody else";
    }
}
