using System.Net;
using Sagas.Access.Settings;
using Sagas.Web.Settings;

namespace Sagas.Access.Configuration;

/// <summary>The addresses that a process will listen on, according to the configuration.</summary>
internal static class ListeningAddresses
{
    private const string Endpoints = "Kestrel:Endpoints";

    /// <summary>
    /// Refuses to start if other machines could reach the service although nobody has configured who may use it. Processes that
    /// only report their health may start.
    /// </summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="isServing">Whether the process serves anything other than its health.</param>
    /// <exception cref="ConfigurationRefusedException">Other machines could reach it.</exception>
    public static void Check(IConfiguration configuration, bool isServing)
    {
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

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
