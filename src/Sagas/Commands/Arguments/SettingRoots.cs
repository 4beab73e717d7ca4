using System.Collections;
using Sagas.Web.Text;

namespace Sagas.Commands.Arguments;

/// <summary>
/// How the keys of settings begin that somebody reads: the service, its libraries, or the host. The help and the documentation
/// name the same.
/// </summary>
internal static class SettingRoots
{
    private const string Telemetry = "OTEL_";
    private const string HostVariables = "ASPNETCORE_";
    private const int MostTypos = 2;

    private static readonly string[] Sections =
        ["Sagas", "ConnectionStrings", "Logging", "Metrics", "Kestrel", "Authentication"];

    private static readonly HashSet<string> Known = new(
        [
            .. Sections,
            "AllowedHosts", "hostBuilder", "forwardedHeaders_enabled",
            WebHostDefaults.ApplicationKey, WebHostDefaults.CaptureStartupErrorsKey, WebHostDefaults.ContentRootKey,
            WebHostDefaults.DetailedErrorsKey, WebHostDefaults.EnvironmentKey, WebHostDefaults.HostingStartupAssembliesKey,
            WebHostDefaults.HostingStartupExcludeAssembliesKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey,
            WebHostDefaults.PreferHostingUrlsKey, WebHostDefaults.PreventHostingStartupKey, WebHostDefaults.ServerUrlsKey,
            WebHostDefaults.ShutdownTimeoutKey, WebHostDefaults.StartupAssemblyKey, WebHostDefaults.StaticWebAssetsKey,
            WebHostDefaults.SuppressStatusMessagesKey, WebHostDefaults.WebRootKey,
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The beginnings as people are told: sections of the configuration, and variables of OpenTelemetry.</summary>
    public static IReadOnlyList<string> Told { get; } = [.. Sections, Telemetry];

    /// <summary>The most useful keys of an ASP.NET Core host, as people are told.</summary>
    public static IReadOnlyList<string> ToldOfTheHost { get; } =
        ["urls", "http_ports", "https_ports", "AllowedHosts", "environment", "contentRoot", "applicationName"];

    /// <summary>Whether keys that begin so are read by anybody.</summary>
    /// <param name="root">The part of a key before the first colon, in any case.</param>
    /// <returns>Whether they are.</returns>
    public static bool Know(string root) =>
        Known.Contains(root) || root.StartsWith(Telemetry, StringComparison.OrdinalIgnoreCase) || IsOfTheHost(root);

    /// <summary>The beginning that somebody may have meant.</summary>
    /// <param name="root">What was written.</param>
    /// <returns>The beginning; null if none is near.</returns>
    public static string? Nearest(string root) =>
        NearestName.Of(root, Known) is { } nearest && NearestName.Distance(root, nearest) <= MostTypos ? nearest : null;

    // Who hosts the program within a test hands it, as arguments, what the environment says to every host.
    private static bool IsOfTheHost(string root) =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key)
            .Where(name => name.StartsWith(HostVariables, StringComparison.OrdinalIgnoreCase))
            .Any(name => string.Equals(name[HostVariables.Length..].Split("__")[0], root, StringComparison.OrdinalIgnoreCase));
}
