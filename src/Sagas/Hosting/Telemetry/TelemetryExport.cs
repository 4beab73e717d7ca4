using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Sagas.Hosting.Telemetry;

/// <summary>
/// Sends traces and metrics over OTLP while the service runs: starts before everything that has something to tell, and
/// stops after it, once the rest has been sent.
/// </summary>
/// <param name="settings">What is sent.</param>
/// <param name="configuration">Where the exporter finds its own settings.</param>
public sealed class TelemetryExport(TelemetrySettings settings, IConfiguration configuration) : IHostedService, IDisposable
{
    private const int StopLimitMilliseconds = 5_000;

    private static readonly string[] Sources =
        ["Microsoft.AspNetCore", "System.Net.Http", "MassTransit", "Npgsql", "Sagas.Durability"];

    private static readonly string[] Meters =
    [
        "Sagas",
        "Sagas.Durability",
        "MassTransit",
        "Npgsql",
        "Microsoft.EntityFrameworkCore",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Diagnostics",
        "System.Net.Http",
        "System.Runtime",
    ];

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    /// <summary>The service as the receivers of its telemetry see it; OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have the last word.</summary>
    /// <param name="settings">The settings.</param>
    /// <returns>The description.</returns>
    public static ResourceBuilder Describe(TelemetrySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var version = typeof(TelemetryExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return ResourceBuilder.CreateDefault()
            .AddService("sagas", serviceVersion: version, serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}")
            .AddAttributes([new KeyValuePair<string, object>("sagas.roles", settings.Roles.ToString())])
            .AddEnvironmentVariableDetector();
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.ExportsTraces)
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(configuration))
                .SetResourceBuilder(Describe(settings))
                .ConfigureSampler((_, configured) => new TelemetrySampler(configured))
                .AddSource(Sources)
                .AddOtlpExporter()
                .Build();
        }

        if (settings.ExportsMetrics)
        {
            _metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(configuration))
                .SetResourceBuilder(Describe(settings))
                .AddMeter(Meters)
                .AddOtlpExporter()
                .Build();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => _traces?.Shutdown(StopLimitMilliseconds), cancellationToken),
        Task.Run(() => _metrics?.Shutdown(StopLimitMilliseconds), cancellationToken));

    /// <inheritdoc />
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
