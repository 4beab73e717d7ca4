using System.Net;
using Sagas.Access.Settings;
using Sagas.Web.Settings;

namespace Sagas.Access.Configuration;

/// <summary>The addresses that a process will listen on, as the configuration names them.</summary>
public static class ListeningAddresses
{
    private const string Endpoints = "Kestrel:Endpoints";

    /// <summary>
    /// Refuses to start where other machines could come in and nobody has said who may. Processes that only answer how they
    /// are may start.
    /// </summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="isServing">Whether the process serves anything but its health.</param>
    /// <exception cref="ConfigurationRefusedException">Others could come in.</exception>
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

    /// <summary>Lists them in the order of precedence that the web server has.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>Addresses such as <c>http://*:8080</c>.</returns>
    public static IEnumerable<string> Of(IConfiguration configuration)
    {
        var urls = Split(configuration["urls"]).ToList();
        var endpoints = configuration.GetSection(Endpoints).GetChildren().Select(endpoint => endpoint["Url"] ?? "http://*").ToList();
        if (endpoints.Count > 0)
            return bool.TryParse(configuration["preferHostingUrls"], out var preferred) && preferred ? endpoints.Concat(urls) : endpoints;
        return urls.Count > 0
            ? urls
            : [.. Split(configuration["http_ports"]).Select(port => $"http://*:{port}"), .. Split(configuration["https_ports"]).Select(port => $"https://*:{port}")];
    }

    /// <summary>Whether only callers on this machine reach an address. Whatever is no IP address and not localhost means all of them.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Whether it does not leave the machine.</returns>
    public static bool IsOnThisMachine(string address)
    {
        BindingAddress binding;
        try
        {
            binding = BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            return false; // The web server refuses it in its own words, should it come to that.
        }

        return binding.IsUnixPipe
            || binding.IsNamedPipe
            || string.Equals(binding.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(binding.Host, out var ip) && IPAddress.IsLoopback(ip));
    }

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
