using System.Text.RegularExpressions;
using Sagas.Tests.Architecture;

namespace Sagas.Tests.Deployment.World;

/// <summary>
/// What Prometheus calls an instrument that comes by way of the collector: dots become underscores, the unit and, for
/// counters, _total are appended; a histogram becomes three series. The only place that knows.
/// </summary>
internal static partial class PrometheusNames
{
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["s"] = "_seconds",
        ["ms"] = "_milliseconds",
        ["By"] = "_bytes",
    };

    /// <summary>Instruments of the runtime, ASP.NET Core and MassTransit that the dashboard shows.</summary>
    private static readonly (string Kind, string Name, string Unit)[] Borrowed =
    [
        ("Histogram", "http.server.request.duration", "s"),
        ("ObservableUpDownCounter", "dotnet.process.memory.working_set", "By"),
        ("ObservableCounter", "dotnet.process.cpu.time", "s"),
        ("Histogram", "messaging.masstransit.consume.duration", "ms"),
    ];

    /// <summary>What RabbitMQ itself tells by queue (3.10 and later), and what Prometheus tells about its targets.</summary>
    private static readonly string[] Foreign =
        ["up", "rabbitmq_queue_consumers", "rabbitmq_queue_messages_ready", "rabbitmq_queue_messages_unacked"];

    /// <summary>Every series that there can be.</summary>
    public static IReadOnlySet<string> All { get; } = OwnInstruments().Concat(Borrowed)
        .SelectMany(instrument => Of(instrument.Kind, instrument.Name, instrument.Unit))
        .Concat(Foreign)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The series of an instrument.</summary>
    public static IEnumerable<string> Of(string kind, string name, string unit)
    {
        // Units in braces, such as {message}, are remarks.
        var full = name.Replace('.', '_') + Units.GetValueOrDefault(unit, "");
        return kind switch
        {
            "Histogram" => [$"{full}_bucket", $"{full}_sum", $"{full}_count"],
            "Counter" or "ObservableCounter" => [$"{full}_total"],
            _ => [full],
        };
    }

    /// <summary>The service's own instruments, as its sources create them.</summary>
    public static IEnumerable<(string Kind, string Name, string Unit)> OwnInstruments() => SourceFile.Below("src")
        .SelectMany(file => Creation().Matches(file.View(TextKind.Code | TextKind.Literal)))
        .Select(match => (match.Groups["kind"].Value, match.Groups["name"].Value, match.Groups["unit"].Value));

    // An observable instrument's callback stands between name and unit.
    [GeneratedRegex("""
        \bCreate(?<kind>(Observable)?(Counter|UpDownCounter|Gauge)|Histogram)(<\w+>)?\(\s*"(?<name>sagas\.[^"]+)",[^"]*"(?<unit>[^"]*)"
        """, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Creation();
}
