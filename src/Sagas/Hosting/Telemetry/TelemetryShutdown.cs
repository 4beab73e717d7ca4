using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Sagas.Hosting.Telemetry;

/// <summary>
/// Exports the rest once everything that emits telemetry has stopped. OpenTelemetry itself waits until the services are disposed
/// of, and then exports one kind after another: that takes too long if nobody answers.
/// </summary>
/// <param name="traces">The trace exporters, if any.</param>
/// <param name="metrics">The metric exporters, if any.</param>
internal sealed class TelemetryShutdown(IEnumerable<TracerProvider> traces, IEnumerable<MeterProvider> metrics) : IHostedService
{
    private const int LimitMilliseconds = 5_000;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
    [
        .. traces.Select(provider => Task.Run(() => provider.Shutdown(LimitMilliseconds), cancellationToken)),
        .. metrics.Select(provider => Task.Run(() => provider.Shutdown(LimitMilliseconds), cancellationToken)),
    ]);
}
