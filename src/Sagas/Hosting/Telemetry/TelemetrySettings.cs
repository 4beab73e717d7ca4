using System.Globalization;
using Sagas.Hosting.Startup;
using Sagas.Web.Settings;

namespace Sagas.Hosting.Telemetry;

/// <summary>
/// What is exported, according to OpenTelemetry's standard variables. The exporter reads the details itself and ignores what it
/// does not understand; mistakes that would lose everything are checked here.
/// </summary>
internal sealed class TelemetrySettings
{
    /// <summary>The setting that says what the console log looks like.</summary>
    public const string LogFormatKey = "Sagas:Logging:Format";

    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolKey = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string DisabledKey = "OTEL_SDK_DISABLED";

    private TelemetrySettings()
    {
    }

    /// <summary>Whether traces are exported.</summary>
    public bool ExportsTraces { get; private init; }

    /// <summary>Whether metrics are exported.</summary>
    public bool ExportsMetrics { get; private init; }

    /// <summary>Whether logs are exported.</summary>
    public bool ExportsLogs { get; private init; }

    /// <summary>The address, if anything is exported; each of the three may have its own, and this is one of them.</summary>
    public Uri? Address { get; private init; }

    /// <summary>What the console log looks like.</summary>
    public TelemetryLogFormat LogFormat { get; private init; }

    /// <summary>Whether any logger writes scopes.</summary>
    public bool WritesLogScopes { get; private init; }

    /// <summary>What this process does.</summary>
    public Role Roles { get; private init; }

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">The configuration; environment variables are part of it.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ConfigurationRefusedException">One of them is wrong.</exception>
    public static TelemetrySettings Read(IConfiguration configuration)
    {
        var (traces, metrics, logs) =
            (AddressFor("TRACES", configuration), AddressFor("METRICS", configuration), AddressFor("LOGS", configuration));
        var format = ConfigurationRefusedException.ReadEnum(configuration, LogFormatKey, TelemetryLogFormat.Text);
        return new TelemetrySettings
        {
            ExportsTraces = traces is not null,
            ExportsMetrics = metrics is not null,
            ExportsLogs = logs is not null,
            Address = traces ?? metrics ?? logs,
            LogFormat = format,
            WritesLogScopes = format == TelemetryLogFormat.Json || logs is not null
                || configuration.GetValue("Logging:Console:FormatterOptions:IncludeScopes", false),
            Roles = configuration.GetRoles(),
        };
    }

    private static Uri? AddressFor(string signal, IConfiguration configuration)
    {
        CheckProtocol(configuration, ProtocolKey);
        CheckProtocol(configuration, $"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL");
        foreach (var scope in new[] { "", $"{signal}_" })
        {
            CheckHeaders(configuration, $"OTEL_EXPORTER_OTLP_{scope}HEADERS");
            CheckTimeout(configuration, $"OTEL_EXPORTER_OTLP_{scope}TIMEOUT");
        }

        var address = ReadAddress(configuration, $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")
            ?? ReadAddress(configuration, EndpointKey);
        var exporter = Read(configuration, $"OTEL_{signal}_EXPORTER", "otlp", "none");
        var disabled = Read(configuration, DisabledKey, "true", "false");
        return exporter is "none" || disabled is "true" ? null : address;
    }

    private static Uri? ReadAddress(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { Length: > 0 } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new ConfigurationRefusedException(key, text, "it must be an address such as http://localhost:4317");
    }

    private static void CheckProtocol(IConfiguration configuration, string key) =>
        Read(configuration, key, "grpc", "http/protobuf");

    // The value is not repeated, because such headers are credentials.
    private static void CheckHeaders(IConfiguration configuration, string key)
    {
        if (configuration[key] is { Length: > 0 } text
            && text.Split(',').Any(header => header.Split('=', 2) is not [{ } name, _] || string.IsNullOrWhiteSpace(name)))
            throw new ConfigurationRefusedException(
                $"{key} is not valid: it must have the form name=value,other-name=other-value.");
    }

    private static void CheckTimeout(IConfiguration configuration, string key)
    {
        if (configuration[key] is { Length: > 0 } text
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0))
            throw new ConfigurationRefusedException(key, text, "it must be a whole number of milliseconds above 0");
    }

    private static string? Read(IConfiguration configuration, string key, params string[] allowed)
    {
        var text = configuration[key]?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        return Array.Find(allowed, word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            ?? throw new ConfigurationRefusedException(key, text, $"it must be one of {string.Join(", ", allowed)}");
    }
}

/// <summary>What the console log looks like.</summary>
internal enum TelemetryLogFormat
{
    /// <summary>Lines of text for people.</summary>
    Text,

    /// <summary>One JSON object per line for machines, with the ids of order, message and trace.</summary>
    Json,
}
