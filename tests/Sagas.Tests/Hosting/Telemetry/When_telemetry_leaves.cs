using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Sagas.Hosting.Telemetry;
using Sagas.Tests.Harness;
using Sagas.Tests.Hosting.Telemetry.World;

namespace Sagas.Tests.Hosting.Telemetry;

// Instruments and spans are the whole run's: other services would be heard, too.
[NonParallelizable]
internal class When_telemetry_leaves
{
    [TestCase(HttpProtocols.Http2, null)]
    [TestCase(HttpProtocols.Http2, "grpc")]
    [TestCase(HttpProtocols.Http1, "http/protobuf")]
    public async Task Should_reach_the_collector_before_the_service_has_stopped(HttpProtocols protocols, string? protocol)
    {
        await using var collector = await Collector.StartAsync(protocols);
        using var source = new ActivitySource("Sagas.Durability");
        using var meter = new Meter("Sagas");
        using var export = Export(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol ?? ""),
            ("OTEL_SERVICE_NAME", "sagas-orders"),
            ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test"),
            ("Sagas:Roles", "Orders"));

        await export.StartAsync();
        source.StartActivity("work").ShouldNotBeNull().Dispose();
        meter.CreateCounter<long>("sagas.test").Add(1);
        await export.StopAsync();

        var span = collector.Spans.ShouldHaveSingleItem();
        span.Name.ShouldBe("work");
        span.Tags["service.name"].ShouldBe("sagas-orders");
        span.Tags["sagas.roles"].ShouldBe("Orders");
        span.Tags["deployment.environment"].ShouldBe("test");
        collector.Metrics.ShouldContain("sagas.test");
    }

    [Test]
    public async Task Should_leave_as_much_as_the_configured_sampler_takes()
    {
        await using var collector = await Collector.StartAsync();
        using var source = new ActivitySource("Sagas.Durability");
        using var export = Export(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_TRACES_SAMPLER", "always_off"));

        await export.StartAsync();
        source.StartActivity("work")?.Dispose();
        await export.StopAsync();

        collector.Spans.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_not_listen_without_an_address()
    {
        using var source = new ActivitySource("Sagas.Durability");
        using var export = Export();

        await export.StartAsync();

        source.HasListeners().ShouldBeFalse();
        await export.StopAsync();
    }

    private static IHost Export(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddConfiguration(Settings.Of(settings));
        builder.Services.AddTelemetryExport(TelemetrySettings.Read(builder.Configuration));
        return builder.Build();
    }
}
