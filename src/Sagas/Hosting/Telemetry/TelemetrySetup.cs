using Microsoft.Extensions.DependencyInjection.Extensions;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Settings;
using Sagas.Hosting.Startup;
using Sagas.Hosting.Telemetry.Scrubbing;
using Sagas.Operations.Redaction;
using Sagas.Orders;
using Sagas.Web.Settings;

namespace Sagas.Hosting.Telemetry;

/// <summary>
/// Traces, metrics and logs. They are exported over OTLP if <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; otherwise nothing listens
/// to them, and they cost next to nothing.
/// </summary>
internal static class TelemetrySetup
{
    /// <summary>Sets up telemetry. Call it after <c>AddApiHost</c> and before adding anything that emits telemetry.</summary>
    /// <exception cref="ConfigurationRefusedException">A setting is not valid.</exception>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        var settings = TelemetrySettings.Read(builder.Configuration);
        SettingSection.Add<TelemetryLogFormat>(builder.Services, TelemetrySettings.LogFormatKey);
        builder.Services.AddScrubbing(builder.Configuration);
        builder.Services.AddTelemetryExport(settings);
        builder.Services.AddOrdersTelemetry();
        builder.Services.Configure<DurabilityOptions>(options =>
        {
            options.LogScopes = settings.WritesLogScopes;
            // Stored data is the same for all processes, so the one for operators reports it.
            options.SamplesDatabase = settings.Roles.HasFlag(Role.Operations);
        });
        builder.Logging.UseFormat(settings);
        if (settings.Address is { } address)
            builder.Services.AddSingleton(new StartupFact(
                "Telemetry", $"OTLP to {address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}"));
        return builder;
    }

    // Processes without the role Operations write logs, too, so the members that are hidden are read here.
    private static void AddScrubbing(this IServiceCollection services, ConfigurationManager configuration)
    {
        var hidden = configuration.GetSection($"{RedactionOptions.Section}:{nameof(RedactionOptions.MaskedProperties)}")
            .Get<string[]>() ?? [];
        services.AddSingleton(new TextScrubber(new JsonRedactor(hidden)));
        services.AddSingleton<ITextScrubber>(provider => provider.GetRequiredService<TextScrubber>());
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(provider => new ScrubbedLoggerFactory(
            ActivatorUtilities.CreateInstance<LoggerFactory>(provider), provider.GetRequiredService<TextScrubber>())));
    }

    private static void UseFormat(this ILoggingBuilder logging, TelemetrySettings settings)
    {
        // A part that is unwell tells it itself, once; whoever asks how it is would have it told again and again.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Error);
        logging.Configure(
            factory => factory.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        if (settings.LogFormat == TelemetryLogFormat.Json)
        {
            logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }
    }
}
