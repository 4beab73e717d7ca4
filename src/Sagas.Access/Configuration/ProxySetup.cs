using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Sagas.Access.Settings;
using Sagas.Web.Settings;

namespace Sagas.Access.Configuration;

/// <summary>
/// Lets the service be reached through proxies: whom they forward for is read from their headers if they are known, and the
/// service may be below a path.
/// </summary>
public static class ProxySetup
{
    private const string AllowedHosts = "AllowedHosts";
    private const string AnyHost = "*";

    private static readonly TimeSpan PreflightAge = TimeSpan.FromMinutes(10);

    /// <summary>Registers what is needed. Call it before <c>AddAccess</c>.</summary>
    /// <param name="builder">The application builder.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddProxies(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddStrictOptions<ProxyOptions, ProxyOptionsValidation>(configuration, ProxyOptions.Section);
        services.AddStrictOptions<CorsOptions, ProxyOptionsValidation>(configuration, CorsOptions.Section);
        SettingSection.Add<string>(services, AllowedHosts);
        services.AddOptions<ForwardedHeadersOptions>()
            .Configure<IOptions<ProxyOptions>>((forwarded, proxy) => Configure(forwarded, proxy.Value, configuration));
        services.AddCors();
        services.AddOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>()
            .Configure<IOptions<CorsOptions>>((cors, options) => cors.AddDefaultPolicy(policy => policy
                .WithOrigins([.. options.Value.Origins ?? []])
                .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
                .AllowAnyHeader()
                .WithExposedHeaders("Location", "Retry-After", "Idempotency-Replayed", "Preference-Applied", "WWW-Authenticate")
                .SetPreflightMaxAge(PreflightAge)));
        return builder;
    }

    /// <summary>Reads what proxies say, and finds the route. Call it first of all.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static WebApplication UseProxies(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value;
        if (options.IsTrusted)
            app.UseForwardedHeaders();
        if (options.IsTrusted || options.PathBase.Length > 0)
            app.Use((http, next) => Place(http, options.PathBase, next));
        // The path that it goes by is only known now.
        app.UseRouting();
        return app;
    }

    /// <summary>Lets pages of configured origins call. Call it before access is checked.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static WebApplication UseOrigins(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<CorsOptions>>().Value.Origins is { Count: > 0 })
            app.UseCors();
        return app;
    }

    private static void Configure(ForwardedHeadersOptions forwarded, ProxyOptions proxy, ConfigurationManager configuration)
    {
        if (!proxy.IsTrusted)
            return;
        forwarded.ForwardedHeaders = ForwardedHeaders.All;
        forwarded.ForwardLimit = proxy.ForwardLimit;
        // By default, everything on this machine would be believed.
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var address in proxy.KnownProxies ?? [])
            forwarded.KnownProxies.Add(IPAddress.Parse(address));
        foreach (var network in proxy.KnownNetworks ?? [])
            forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        var hosts = (configuration[AllowedHosts] ?? "")
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (!hosts.Contains(AnyHost, StringComparer.Ordinal))
            forwarded.AllowedHosts = hosts;
    }

    // Some proxies remove the path that the service is below, and some do not.
    private static Task Place(HttpContext http, PathString pathBase, RequestDelegate next)
    {
        var request = http.Request;
        if (!request.PathBase.HasValue)
            request.PathBase = pathBase;
        if (request.PathBase.HasValue)
        {
            if (request.Path.StartsWithSegments(request.PathBase, StringComparison.OrdinalIgnoreCase, out var rest))
                request.Path = rest.HasValue ? rest : "/";
            http.Response.OnStarting(CompleteLocation, http);
        }

        return next(http);
    }

    // The service itself writes addresses as if it were at the root.
    private static Task CompleteLocation(object state)
    {
        var http = (HttpContext)state;
        if (http.Response.Headers.Location.ToString() is ['/', .. var rest] location && rest is not ['/', ..])
            http.Response.Headers.Location = http.Request.PathBase + location;
        return Task.CompletedTask;
    }
}
