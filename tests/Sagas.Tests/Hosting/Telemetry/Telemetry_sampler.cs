using System.Diagnostics;
using OpenTelemetry.Trace;
using Sagas.Hosting.Telemetry;

namespace Sagas.Tests.Hosting.Telemetry;

internal class Telemetry_sampler
{
    private readonly TelemetrySampler _sampler = new(new ParentBasedSampler(new AlwaysOnSampler()));

    [TestCase(ActivityKind.Server, "/orders", SamplingDecision.RecordAndSample)]
    [TestCase(ActivityKind.Server, "/health/ready", SamplingDecision.Drop)]
    [TestCase(ActivityKind.Consumer, null, SamplingDecision.RecordAndSample)]
    [TestCase(ActivityKind.Internal, null, SamplingDecision.RecordAndSample)]
    [TestCase(ActivityKind.Client, null, SamplingDecision.Drop)]
    public void Should_begin_traces_for_work_only(ActivityKind kind, string? path, SamplingDecision decision) =>
        Decide(default, kind, path).ShouldBe(decision);

    [TestCase(ActivityKind.Client, null)]
    [TestCase(ActivityKind.Server, "/health/ready")]
    public void Should_not_cut_traces_short(ActivityKind kind, string? path) =>
        Decide(Parent(ActivityTraceFlags.Recorded), kind, path).ShouldBe(SamplingDecision.RecordAndSample);

    [Test]
    public void Should_leave_the_rest_to_the_sampler_that_is_configured() =>
        Decide(Parent(ActivityTraceFlags.None), ActivityKind.Consumer, null).ShouldBe(SamplingDecision.Drop);

    private SamplingDecision Decide(ActivityContext parent, ActivityKind kind, string? path) =>
        _sampler.ShouldSample(new SamplingParameters(
            parent,
            parent == default ? ActivityTraceId.CreateRandom() : parent.TraceId,
            "any",
            kind,
            path is null ? null : [new KeyValuePair<string, object?>("url.path", path)],
            links: null)).Decision;

    private static ActivityContext Parent(ActivityTraceFlags flags) =>
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, traceState: null, isRemote: true);
}
