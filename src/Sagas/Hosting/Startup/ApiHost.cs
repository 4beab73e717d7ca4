using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging.Console;
using Sagas.Web.Json;
using Sagas.Web.Problems;

namespace Sagas.Hosting.Startup;

/// <summary>The web server's side of the service: address, limits, JSON and the format of the log.</summary>
internal static class ApiHost
{
    /// <summary>Where the service listens unless configured otherwise.</summary>
    public const string DefaultAddress = "http://localhost:8080";

    /// <summary>Sets up the web server.</summary>
    public static WebApplicationBuilder AddApiHost(this WebApplicationBuilder builder)
    {
        // The program's own defaults are in a file next to it and apply wherever it is started from; everything else overrides
        // them.
        builder.Configuration.Sources.Insert(0, new JsonConfigurationSource
        {
            FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
            Path = "appsettings.json",
            Optional = true,
        });

        builder.Configuration.AddSecretFiles();

        if (!NamesAnAddress(builder.Configuration))
            builder.WebHost.UseUrls(DefaultAddress);

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = RequestLimits.MaxBodyBytes;
            kestrel.AddServerHeader = false;
        });

        builder.AddFrameworkSettings();
        builder.QuietUntilStarted();
        builder.Services.AddRoleSettings();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.UseApiJson());
        // An unreadable body or parameter becomes a problem that says where it is, see ProblemDetailsExceptionHandler.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddHostedService<StartupBanner>();

        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
        return builder;
    }

    private static bool NamesAnAddress(ConfigurationManager configuration) =>
        configuration["urls"] is not null
        || configuration["http_ports"] is not null
        || configuration["https_ports"] is not null
        || configuration.GetSection("Kestrel:Endpoints").Exists();
}
