using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging.Console;
using Sagas.Access.Callers;
using Sagas.Web.Settings;

namespace Sagas.Hosting.Startup;

/// <summary>
/// The sections that ASP.NET itself reads in this process, as far as a misspelled key would go unnoticed there: the web server
/// would listen where nobody wants it, or a log would be missing.
/// </summary>
internal static class FrameworkSettings
{
    private const string LogSection = "Logging";

    /// <summary>Says which keys are read.</summary>
    /// <exception cref="ConfigurationRefusedException">A level of the log cannot be read.</exception>
    public static WebApplicationBuilder AddFrameworkSettings(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        SettingSection.Add<WebServer>(services, "Kestrel");
        SettingSection.Add<Logs>(services, LogSection);
        SettingSection.Add<object>(services, "Metrics");
        // Whatever of it can be set besides Sagas:Access:Jwt.
        SettingSection.Add<Bearer>(services, $"Authentication:Schemes:{JwtBearerSetup.Scheme}");
        SettingSection.Add<string>(services, "Authentication:DefaultScheme");
        // The log is made together with the application, and anything wrong with it would be an unexpected error there.
        return StrictOptions.UnreadableValues(builder.Configuration, [new SettingSection(LogSection, typeof(Logs))])
            .FirstOrDefault() is { } wrong
            ? throw new ConfigurationRefusedException(wrong)
            : builder;
    }

    private sealed record WebServer(
        Dictionary<string, Endpoint> Endpoints, Endpoint EndpointDefaults, Dictionary<string, Certificate> Certificates);

    private sealed record Endpoint(
        string Url, HttpProtocols Protocols, IReadOnlyList<string> SslProtocols, Certificate Certificate,
        ClientCertificateMode ClientCertificateMode, Dictionary<string, SniEndpoint> Sni);

    private sealed record SniEndpoint(
        HttpProtocols Protocols, IReadOnlyList<string> SslProtocols, Certificate Certificate,
        ClientCertificateMode ClientCertificateMode);

    private sealed record Certificate(
        string Path, string KeyPath, string Password, string Subject, string Store, string Location, bool AllowInvalid);

    private sealed record Bearer(
        string Authority, TimeSpan BackchannelTimeout, string Challenge, string ForwardAuthenticate, string ForwardChallenge,
        string ForwardDefault, string ForwardForbid, string ForwardSignIn, string ForwardSignOut, bool IncludeErrorDetails,
        bool MapInboundClaims, string MetadataAddress, TimeSpan RefreshInterval, bool RefreshOnIssuerKeyNotFound,
        bool RequireHttpsMetadata, bool SaveToken, IReadOnlyList<object> SigningKeys, string ValidAudience,
        IReadOnlyList<string> ValidAudiences, string ValidIssuer, IReadOnlyList<string> ValidIssuers);

    private sealed record Logs(
        Dictionary<string, LogLevel> LogLevel, bool CaptureScopes, ConsoleLogs Console, Provider Debug, Provider EventSource,
        Provider EventLog, Provider OpenTelemetry);

    private sealed record Provider(Dictionary<string, LogLevel> LogLevel, bool CaptureScopes);

    private sealed record ConsoleLogs(
        Dictionary<string, LogLevel> LogLevel, bool CaptureScopes, string FormatterName, LogLevel LogToStandardErrorThreshold,
        int MaxQueueLength, string QueueFullMode, ConsoleFormat FormatterOptions, bool IncludeScopes, bool DisableColors,
        string Format, string TimestampFormat, bool UseUtcTimestamp);

    private sealed record ConsoleFormat(
        bool IncludeScopes, string TimestampFormat, bool UseUtcTimestamp, bool SingleLine, LoggerColorBehavior ColorBehavior,
        object JsonWriterOptions);
}
