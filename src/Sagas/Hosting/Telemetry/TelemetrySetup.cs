using Sagas.Durability.Settings;
using Sagas.Hosting.Startup;
using Sagas.Orders;
using Sagas.Web.Settings;

namespace Sagas.Hosting.Telemetry;

/// <summary>
/// Traces, metrics and logs. They leave over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; otherwise
/// nothing listens and next to nothing is spent on them.
/// </summary>
public static class TelemetrySetup
{
    /// <summary>Sets up what the service tells about itself. Call it after <c>AddApiHost</c> and before anything that has something to tell.</summary>
    /// <param name="builder">The program.</param>
    /// <returns>The same program.</returns>
    /// <exception cref="ConfigurationRefusedException">A setting is not valid.</exception>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        var settings = TelemetrySettings.Read(builder.Configuration);
        builder.Services.AddTelemetryExport(settings);
        builder.Services.AddOrdersTelemetry();
        builder.Services.Configure<DurabilityOptions>(options =>
        {
            options.LogScopes = settings.WritesLogScopes;
            // What is stored is the same for all processes: the operators' one tells it.
            options.SamplesDatabase = settings.Roles.HasFlag(Role.Operations);
        });
        builder.Logging.UseFormat(settings);
        if (settings.Address is { } address)
            builder.Services.AddSingleton(new StartupFact("Telemetry", $"OTLP to {address.GetLeftPart(UriPartial.Authority)}"));
        return builder;
    }

    private static void UseFormat(this ILoggingBuilder logging, TelemetrySettings settings)
    {
        logging.Configure(factory => factory.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
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
