using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Sagas.Access.Settings;
using Sagas.Web.Settings;

namespace Sagas.Access.Configuration;

/// <summary>The addresses that a process will listen on, according to the configuration.</summary>
internal static partial class ListeningAddresses
{
    private const string Endpoints = "Kestrel:Endpoints";

    /// <summary>
    /// Refuses to start if other machines could reach the service although nobody has configured who may use it. Processes that
    /// only report their health may start.
    /// </summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="isServing">Whether the process serves anything other than its health.</param>
    /// <exception cref="ConfigurationRefusedException">An address is none, or other machines could reach it.</exception>
    public static void Check(IConfiguration configuration, bool isServing)
    {
        CheckForms(configuration);
        if (!isServing || AccessOptions.AreSet(configuration) || AccessOptions.AllowEverybody(configuration))
            return;
        if (Of(configuration).FirstOrDefault(address => !IsOnThisMachine(address)) is not { } open)
            return;
        throw new ConfigurationRefusedException(
            AccessOptions.Section,
            null,
            $"the service would listen on {open}, and anyone who can reach it could do anything. Configure who may use it with {AccessOptions.Section}:ApiKeys, "
            + $"{AccessOptions.Section}:Users or {AccessOptions.Section}:Jwt (the commands new-api-key and hash-password create what they need); "
            + $"or listen on http://localhost:8080 only; or allow everyone with {AccessOptions.Section}:AllowAnonymous=true");
    }

    /// <summary>Lists them in the web server's order of precedence.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>Addresses such as <c>http://*:8080</c>.</returns>
    public static IEnumerable<string> Of(IConfiguration configuration)
    {
        var urls = Split(configuration["urls"]).ToList();
        var endpoints = configuration.GetSection(Endpoints).GetChildren()
            .Select(endpoint => endpoint["Url"] ?? "http://*").ToList();
        if (endpoints.Count > 0)
            return bool.TryParse(configuration["preferHostingUrls"], out var preferred) && preferred
                ? endpoints.Concat(urls)
                : endpoints;
        return urls.Count > 0
            ? urls
            : [.. Split(configuration["http_ports"]).Select(port => $"http://*:{port}"),
                .. Split(configuration["https_ports"]).Select(port => $"https://*:{port}")];
    }

    /// <summary>
    /// Whether an address can be reached only from this machine. Host names other than localhost listen on all interfaces.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <returns>Whether it stays on the machine.</returns>
    public static bool IsOnThisMachine(string address)
    {
        BindingAddress binding;
        try
        {
            binding = BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            return false; // If it is used at all, the web server refuses it in its own words.
        }

        return binding.IsUnixPipe
            || binding.IsNamedPipe
            || string.Equals(binding.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(binding.Host, out var ip) && IPAddress.IsLoopback(ip));
    }

    private static void CheckForms(IConfiguration configuration)
    {
        foreach (var key in new[] { "http_ports", "https_ports" })
        {
            if (Split(configuration[key]).FirstOrDefault(port => !IsPort(port)) is { } wrong)
                throw new ConfigurationRefusedException(
                    key, wrong, "it must be a port from 0 to 65535; separate several by semicolons");
        }

        foreach (var url in Split(configuration["urls"]))
            CheckForm("urls", url);
        foreach (var endpoint in configuration.GetSection(Endpoints).GetChildren())
        {
            var key = $"{endpoint.Path}:Url";
            if (string.IsNullOrEmpty(endpoint["Url"]))
                throw new ConfigurationRefusedException(key, null, "it must be an address such as http://localhost:8080");
            CheckForm(key, endpoint["Url"]!);
        }
    }

    // The web server would stop the start as well, yet later and less clearly.
    private static void CheckForm(string key, string url)
    {
        var parts = url.Split("://", 2);
        if (parts.Length < 2)
        {
            throw new ConfigurationRefusedException(key, url, HasPort().IsMatch(url)
                ? $"http:// is missing, as in http://{url}"
                : "it must be an address such as http://localhost:8080; separate several by semicolons");
        }

        if (parts[0].ToUpperInvariant() is not ("HTTP" or "HTTPS"))
            throw new ConfigurationRefusedException(key, url, "it must begin with http:// or https://");
        var (place, path) = Cut(parts[1]);
        if (place.Contains('@', StringComparison.Ordinal))
            throw new ConfigurationRefusedException(key, url, "it must not have a user and a password: it says where to listen");
        if (IsSocket(place) || place.StartsWith("pipe:", StringComparison.OrdinalIgnoreCase))
            return;
        var port = place.LastIndexOf(':') is >= 0 and var colon && colon > place.LastIndexOf(']') ? place[(colon + 1)..] : null;
        if (place.Length == 0 || place[0] == ':')
            throw new ConfigurationRefusedException(
                key, url, "a name or an address of this machine is missing, as in http://localhost:8080");
        if (port is not null && !IsPort(port))
            throw new ConfigurationRefusedException(key, url, "the port must be a number from 0 to 65535");
        if (path.Trim('/').Length > 0)
            throw new ConfigurationRefusedException(
                key, url,
                $"it must not have a path; what the service is below is set by {ProxyOptions.Section}:{nameof(ProxyOptions.PathBase)}");
    }

    private static (string Place, string Path) Cut(string rest) =>
        rest.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash && !IsSocket(rest)
            ? (rest[..slash], rest[slash..])
            : (rest, "");

    private static bool IsSocket(string place) => place.StartsWith("unix:", StringComparison.OrdinalIgnoreCase);

    private static bool IsPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort;

    [GeneratedRegex(@"^[^\s/]+:[0-9]+/?\z|^localhost/?\z", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex HasPort();

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
