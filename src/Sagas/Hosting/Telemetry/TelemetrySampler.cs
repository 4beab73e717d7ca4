using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Sagas.Hosting.Telemetry;

/// <summary>
/// Keeps background work out of the traces: health checks, and calls to the database or to another service that belong to
/// nothing, such as the search for due timers. Everything else is left to the sampler configured by
/// <c>OTEL_TRACES_SAMPLER</c>.
/// </summary>
/// <param name="configured">That sampler.</param>
internal sealed class TelemetrySampler(Sampler configured) : Sampler
{
    /// <inheritdoc />
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.ParentContext.TraceId == default && IsHousekeeping(samplingParameters)
            ? new SamplingResult(SamplingDecision.Drop)
            : configured.ShouldSample(samplingParameters);

    private static bool IsHousekeeping(in SamplingParameters root) => root.Kind switch
    {
        ActivityKind.Client => true,
        ActivityKind.Server => root.Tags?.Any(IsHealthCheck) ?? false,
        _ => false,
    };

    private static bool IsHealthCheck(KeyValuePair<string, object?> tag) =>
        tag is { Key: "url.path", Value: string path } && path.StartsWith("/health", StringComparison.Ordinal);
}
