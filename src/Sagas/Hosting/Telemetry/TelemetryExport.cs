using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Sagas.Hosting.Telemetry.Scrubbing;
using Sagas.Operations.Redaction;

namespace Sagas.Hosting.Telemetry;

/// <summary>What is exported over OTLP while the service runs.</summary>
internal static class TelemetryExport
{
    // The runtime describes calls of HttpClient; a library for them would also start spans for calls that are not sampled.
    private static readonly string[] Sources = ["System.Net.Http", "MassTransit", "Sagas.Durability"];

    private static readonly string[] Meters =
    [
        "Sagas",
        "Sagas.Durability",
        "MassTransit",
        "Microsoft.EntityFrameworkCore",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Diagnostics",
        "System.Net.Http",
        "System.Runtime",
    ];

    /// <summary>Adds the exporters of traces, metrics and logs. Call it before adding anything that emits telemetry.</summary>
    /// <param name="services">The services.</param>
    /// <param name="settings">What is exported; the exporter reads where to from the configuration itself.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, TelemetrySettings settings)
    {
        if (settings.Address is null)
            return services;
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.Describe(settings));
        services.AddHostedService<TelemetryShutdown>();
        services.TryAddSingleton(_ => new TextScrubber(new JsonRedactor()));
        services.AddSingleton<ScrubbedSpans>();
        if (settings.ExportsTraces)
        {
            // Otherwise the web server starts its spans without method and path, by which the sampler recognizes health checks.
            AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
            telemetry.WithTracing(traces => traces
                .ConfigureSampler((_, configured) => new TelemetrySampler(configured))
                .AddAspNetCoreInstrumentation(Describe)
                .AddNpgsql()
                .AddSource(Sources)
                .AddProcessor<ScrubbedSpans>()
                .AddOtlpExporter());
        }

        if (settings.ExportsMetrics)
            telemetry.WithMetrics(metrics => metrics.AddNpgsqlInstrumentation().AddMeter(Meters).AddOtlpExporter());
        if (settings.ExportsLogs)
            telemetry.WithLogging(logs => logs.AddOtlpExporter(), Describe);
        return services;
    }

    /// <summary>The service as receivers see it; OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES take precedence.</summary>
    private static void Describe(this ResourceBuilder resource, TelemetrySettings settings)
    {
        var version = typeof(TelemetryExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        resource
            .AddService(
                "sagas",
                serviceVersion: version?.InformationalVersion,
                serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}")
            .AddAttributes([new KeyValuePair<string, object>("sagas.roles", settings.Roles.ToString())])
            .AddEnvironmentVariableDetector();
    }

    private static void Describe(OpenTelemetryLoggerOptions logs)
    {
        logs.IncludeScopes = true;
        logs.IncludeFormattedMessage = true;
    }

    private static void Describe(AspNetCoreTraceInstrumentationOptions requests)
    {
        // Requests only: the components of a page are of no interest.
        requests.EnableRazorComponentsSupport = false;
        requests.EnableAspNetCoreSignalRSupport = false;
        requests.EnrichWithHttpResponse = (span, _) => WithoutLastSlash(span);
    }

    /// <summary>Removes the trailing slash of the root of a route group, which nobody writes.</summary>
    private static void WithoutLastSlash(Activity span)
    {
        if (span.DisplayName.EndsWith('/') && !span.DisplayName.EndsWith(" /", StringComparison.Ordinal))
            span.DisplayName = span.DisplayName.TrimEnd('/');
    }
}
