using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sagas.Contracts;
using Sagas.Orders.Api;
using Sagas.Tests.Architecture;
using Sagas.Tests.Deployment.World;

namespace Sagas.Tests.Deployment;

/// <summary>Alerts, dashboard and the way of the numbers to them.</summary>
internal partial class Monitoring
{
    private static readonly ComposeFile Compose = ComposeFile.All[0];

    private static readonly Yaml Prometheus = Yaml.Read("infra/prometheus/prometheus.yml");

    private static readonly IReadOnlyList<Yaml> Alerts =
        [.. Yaml.Read("infra/prometheus/alerts.yml")["groups"].Items.SelectMany(group => group["rules"].Items)];

    private static readonly Yaml Collector = Yaml.Read("infra/otel/collector.yml");

    private static readonly JsonElement Dashboard =
        JsonDocument.Parse(File.ReadAllText(SourceTree.Absolute("infra/grafana/dashboards/sagas.json"))).RootElement;

    private static readonly IReadOnlyList<JsonElement> Panels = [.. Dashboard.GetProperty("panels").EnumerateArray()];

    private static IEnumerable<string> Expressions =>
    [
        .. Alerts.Select(alert => alert["expr"].Text),
        .. Panels.Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!),
    ];

    [TestCase("Counter", "sagas.dead_letters", "{message}", "sagas_dead_letters_total")]
    [TestCase("ObservableGauge", "sagas.outbox.depth", "{message}", "sagas_outbox_depth")]
    [TestCase("ObservableGauge", "sagas.outbox.oldest_age", "s", "sagas_outbox_oldest_age_seconds")]
    [TestCase("ObservableCounter", "dotnet.process.cpu.time", "s", "dotnet_process_cpu_time_seconds_total")]
    public void Should_call_an_instrument_as_the_collector_does(string kind, string name, string unit, string series) =>
        PrometheusNames.Of(kind, name, unit).ShouldBe([series]);

    [TestCase("""sum by (queue) (rate(a_total{queue=~"b|c"}[5m])) / on (queue) max(d) > 0.5 or vector(0)""",
        new[] { "a_total", "d" })]
    public void Should_find_the_series_in_an_expression(string expression, string[] series) =>
        PromQl.Series(expression).ShouldBe(series);

    [TestCaseSource(nameof(Expressions))]
    public void Should_ask_only_for_what_is_told(string expression)
    {
        var series = PromQl.Series(expression).ToList();
        series.ShouldNotBeEmpty();
        series.ShouldAllBe(name => PrometheusNames.All.Contains(name));
    }

    [TestCaseSource(nameof(Expressions))]
    public void Should_ask_only_for_states_that_there_are(string expression) =>
        StateLabel().Matches(expression).Select(match => match.Groups["state"].Value)
            .ShouldAllBe(state => Enum.GetNames<OrderStatus>().Contains(state));

    [Test]
    public void Should_show_everything_that_the_service_tells_about_itself()
    {
        var shown = Expressions.SelectMany(PromQl.Series).ToHashSet(StringComparer.Ordinal);
        PrometheusNames.OwnInstruments()
            .Where(instrument => !PrometheusNames.Of(instrument.Kind, instrument.Name, instrument.Unit).Any(shown.Contains))
            .Select(instrument => instrument.Name)
            .ShouldBeEmpty();
    }

    [Test]
    public void Should_alarm_about_what_an_operator_must_hear_of() =>
        new[] { "OutboxStandsStill", "DeadLetters", "OrdersStuck", "NoConsumers", "TimersLate" }
            .ShouldBeSubsetOf(Alerts.Select(alert => alert["alert"].Text));

    [Test]
    public void Should_say_how_bad_it_is_and_what_to_do()
    {
        foreach (var alert in Alerts)
        {
            alert["labels"]["severity"].Text.ShouldBeOneOf("warning", "critical");
            alert["annotations"]["summary"].Text.ShouldNotBeEmpty();
            alert["annotations"]["description"].Text.ShouldNotBeEmpty();
        }
    }

    [Test]
    public void Should_watch_the_consumers_of_every_queue()
    {
        var queues = typeof(Endpoints).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!);
        var watched = Alerts.Single(alert => alert["alert"].Text == "NoConsumers")["expr"].Text;
        QueueLabel().Match(watched).Groups["queues"].Value.Split('|').ShouldBe(queues, ignoreOrder: true);
    }

    [Test]
    public void Should_try_only_alerts_that_there_are()
    {
        var names = Alerts.Select(alert => alert["alert"].Text).ToList();
        Yaml.Read("infra/prometheus/alerts.test.yml")["tests"].Items.SelectMany(test => test["alert_rule_test"].Items)
            .Select(expected => expected["alertname"].Text)
            .ShouldAllBe(name => names.Contains(name));
    }

    [Test]
    public void Should_fetch_the_numbers_where_they_are_offered()
    {
        var targets = Prometheus["scrape_configs"].Items.SelectMany(job => job["static_configs"].Items)
            .SelectMany(job => job["targets"].Texts).ToList();
        targets.ShouldAllBe(target => target.StartsWith("localhost:") || Compose.Knows(target.Split(':')[0]));
        targets.ShouldContain($"otel-collector:{PortOf(Collector["exporters"]["prometheus"]["endpoint"])}");
        targets.ShouldContain("rabbitmq:15692");
        File.ReadAllText(SourceTree.Absolute("infra/rabbitmq/enabled_plugins")).ShouldContain("rabbitmq_prometheus");
    }

    [Test]
    public void Should_have_the_rules_where_they_are_looked_for() =>
        Prometheus["rule_files"].Texts.ShouldAllBe(file =>
            Compose["prometheus"].Mounts
                .Any(mount => mount.Source == $"./infra/prometheus/{file}" && mount.Target == $"/etc/prometheus/{file}"));

    [Test]
    public void Should_send_to_where_the_collector_listens()
    {
        var port = PortOf(Collector["receivers"]["otlp"]["protocols"]["grpc"]["endpoint"]);
        Compose.Roles.ShouldAllBe(role => role.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] == $"http://otel-collector:{port}"
            && role.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] == "grpc");
    }

    [Test]
    public void Should_join_only_parts_that_the_collector_has()
    {
        foreach (var pipeline in Collector["service"]["pipelines"].Members.Values)
            foreach (var (parts, names) in pipeline.Members)
                names.Texts.ShouldBeSubsetOf(Collector[parts].Members.Keys, pipeline.Place);
        Collector["service"]["extensions"].Texts.ShouldBeSubsetOf(Collector["extensions"].Members.Keys);
    }

    [Test]
    public void Should_give_the_dashboard_its_numbers()
    {
        var source = Yaml.Read("infra/grafana/provisioning/datasources/prometheus.yml")["datasources"].Items.Single();
        var address = new Uri(source["url"].Text);
        Compose.Knows(address.Host).ShouldBeTrue();
        Compose[address.Host].Ports.ShouldContain(port => port.EndsWith($":{address.Port}"));
        Panels.Where(panel => panel.TryGetProperty("datasource", out _))
            .ShouldAllBe(panel => panel.GetProperty("datasource").GetProperty("uid").GetString() == source["uid"].Text);
    }

    [Test]
    public void Should_find_the_dashboard_where_it_is_mounted()
    {
        var folder = Yaml.Read("infra/grafana/provisioning/dashboards/sagas.yml")["providers"].Items
            .Single()["options"]["path"].Text;
        Compose["grafana"].Mounts.ShouldContain(mount => mount.Source == "./infra/grafana/dashboards" && mount.Target == folder);
    }

    [Test]
    public void Should_lay_the_panels_out_beside_each_other()
    {
        var places = Panels.Select(panel => panel.GetProperty("gridPos")).SelectMany(Cells).ToList();
        places.ShouldBeUnique();
        places.ShouldAllBe(cell => cell.X < 24);
        Panels.Select(panel => panel.GetProperty("id").GetInt32()).ShouldBeUnique();
    }

    private static IEnumerable<(int X, int Y)> Cells(JsonElement place) =>
        from x in Enumerable.Range(place.GetProperty("x").GetInt32(), place.GetProperty("w").GetInt32())
        from y in Enumerable.Range(place.GetProperty("y").GetInt32(), place.GetProperty("h").GetInt32())
        select (x, y);

    private static string PortOf(Yaml address) => address.Text.Split(':')[^1];

    [GeneratedRegex("""
        state!?="(?<state>[^"]*)"
        """, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex StateLabel();

    [GeneratedRegex("""
        queue=~"(?<queues>[^"]*)"
        """, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex QueueLabel();
}
