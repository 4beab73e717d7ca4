using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Sagas.Hosting.Telemetry;

/// <summary>
/// Sends what is left when everything that has something to tell has stopped. OpenTelemetry itself waits until the services
/// are disposed of, and then for one kind after the other: too long if nobody answers.
/// </summary>
/// <param name="traces">What sends traces, if they are sent.</param>
/// <param name="metrics">What sends metrics, if they are sent.</param>
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
