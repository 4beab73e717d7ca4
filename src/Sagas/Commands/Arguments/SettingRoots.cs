using System.Collections;

namespace Sagas.Commands.Arguments;

/// <summary>How the keys of settings begin that somebody reads: the service, its libraries, or the host.</summary>
internal static class SettingRoots
{
    private const string Telemetry = "OTEL_";
    private const string HostVariables = "ASPNETCORE_";

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "Sagas", "ConnectionStrings", "Logging", "Metrics", "Kestrel", "AllowedHosts", "Authentication", "hostBuilder",
        "forwardedHeaders_enabled",
        WebHostDefaults.ApplicationKey, WebHostDefaults.CaptureStartupErrorsKey, WebHostDefaults.ContentRootKey,
        WebHostDefaults.DetailedErrorsKey, WebHostDefaults.EnvironmentKey, WebHostDefaults.HostingStartupAssembliesKey,
        WebHostDefaults.HostingStartupExcludeAssembliesKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey,
        WebHostDefaults.PreferHostingUrlsKey, WebHostDefaults.PreventHostingStartupKey, WebHostDefaults.ServerUrlsKey,
        WebHostDefaults.ShutdownTimeoutKey, WebHostDefaults.StartupAssemblyKey, WebHostDefaults.StaticWebAssetsKey,
        WebHostDefaults.SuppressStatusMessagesKey, WebHostDefaults.WebRootKey,
    };

    /// <summary>Whether keys that begin so are read by anybody.</summary>
    /// <param name="root">The part of a key before the first colon, in any case.</param>
    /// <returns>Whether they are.</returns>
    public static bool Know(string root) =>
        Known.Contains(root) || root.StartsWith(Telemetry, StringComparison.OrdinalIgnoreCase) || IsOfTheHost(root);

    // Who hosts the program within a test hands it, as arguments, what the environment says to every host.
    private static bool IsOfTheHost(string root) =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key)
            .Where(name => name.StartsWith(HostVariables, StringComparison.OrdinalIgnoreCase))
            .Any(name => string.Equals(name[HostVariables.Length..].Split("__")[0], root, StringComparison.OrdinalIgnoreCase));
}
