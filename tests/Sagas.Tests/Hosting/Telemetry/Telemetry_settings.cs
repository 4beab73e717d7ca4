using Sagas.Hosting.Telemetry;
using Sagas.Tests.Harness;
using Sagas.Web.Settings;

namespace Sagas.Tests.Hosting.Telemetry;

internal class Telemetry_settings
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    [Test]
    public void Should_export_nothing_without_an_address()
    {
        var settings = TelemetrySettings.Read(Settings.Of());

        (settings.ExportsTraces, settings.ExportsMetrics, settings.ExportsLogs).ShouldBe((false, false, false));
        settings.Address.ShouldBeNull();
        settings.WritesLogScopes.ShouldBeFalse();
    }

    [Test]
    public void Should_export_everything_to_one_address()
    {
        var settings = TelemetrySettings.Read(Settings.Of((Endpoint, "http://collector:4317")));

        (settings.ExportsTraces, settings.ExportsMetrics, settings.ExportsLogs).ShouldBe((true, true, true));
        settings.Address.ShouldBe(new Uri("http://collector:4317"));
        settings.WritesLogScopes.ShouldBeTrue();
    }

    [Test]
    public void Should_export_what_has_an_address_of_its_own()
    {
        var settings = TelemetrySettings.Read(
            Settings.Of(("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://collector:4318/v1/metrics")));

        (settings.ExportsTraces, settings.ExportsMetrics, settings.ExportsLogs).ShouldBe((false, true, false));
    }

    [Test]
    public void Should_leave_out_what_is_switched_off()
    {
        TelemetrySettings.Read(Settings.Of((Endpoint, "http://collector:4317"), ("OTEL_LOGS_EXPORTER", "none"))).ExportsLogs
            .ShouldBeFalse();
        TelemetrySettings.Read(Settings.Of((Endpoint, "http://collector:4317"), ("OTEL_SDK_DISABLED", "true"))).Address
            .ShouldBeNull();
    }

    [TestCase(Endpoint, "collector:4317", "http://localhost:4317")]
    [TestCase(Endpoint, "/v1/traces", "http://localhost:4317")]
    [TestCase("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "ftp://collector", "http://localhost:4317")]
    [TestCase("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", "grpc, http/protobuf")]
    [TestCase("OTEL_EXPORTER_OTLP_LOGS_PROTOCOL", "udp", "grpc, http/protobuf")]
    [TestCase("OTEL_METRICS_EXPORTER", "prometheus", "otlp, none")]
    [TestCase("OTEL_SDK_DISABLED", "perhaps", "true, false")]
    [TestCase("Sagas:Logging:Format", "Xml", "Text, Json")]
    public void Should_refuse_what_makes_no_sense(string key, string value, string allowed)
    {
        var refused = Should.Throw<ConfigurationRefusedException>(() => TelemetrySettings.Read(Settings.Of((key, value))));

        refused.Message.ShouldContain(key);
        refused.Message.ShouldContain(value);
        refused.Message.ShouldContain(allowed);
    }

    [Test]
    public void Should_write_scopes_where_a_logger_shows_them()
    {
        TelemetrySettings.Read(Settings.Of(("Sagas:Logging:Format", "json"))).WritesLogScopes.ShouldBeTrue();
        TelemetrySettings.Read(Settings.Of(("Logging:Console:FormatterOptions:IncludeScopes", "true"))).WritesLogScopes
            .ShouldBeTrue();
    }
}
