using System.Net;
using Microsoft.Extensions.Options;
using Sagas.Access.Settings;
using Sagas.Web.Settings;

namespace Sagas.Access.Configuration;

/// <summary>Validates <c>Sagas:Proxy</c> and <c>Sagas:Cors</c> at startup.</summary>
internal sealed class ProxyOptionsValidation : IValidateOptions<ProxyOptions>, IValidateOptions<CorsOptions>
{
    private const int MostProxies = 20;

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, ProxyOptions options)
    {
        var check = new OptionFailures(ProxyOptions.Section);
        foreach (var (proxy, i) in (options.KnownProxies ?? []).Select((proxy, i) => (proxy, i)))
        {
            check.Unless(
                IPAddress.TryParse(proxy, out _), $"{nameof(options.KnownProxies)}:{i}", proxy,
                "the IP address of a proxy, such as 10.0.0.7");
        }

        foreach (var (network, i) in (options.KnownNetworks ?? []).Select((network, i) => (network, i)))
        {
            check.Unless(
                IPNetwork.TryParse(network, out _), $"{nameof(options.KnownNetworks)}:{i}", network,
                "a network in CIDR notation, such as 10.0.0.0/8");
        }

        check.Unless(
            options.ForwardLimit is >= 1 and <= MostProxies, nameof(options.ForwardLimit), options.ForwardLimit,
            $"a number from 1 to {MostProxies}");
        check.Unless(
            IsPath(options.PathBase), nameof(options.PathBase), options.PathBase,
            "a path such as /ops, of letters, digits, - . _ ~, without a slash at its end");
        return check.ToResult();
    }

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, CorsOptions options)
    {
        var check = new OptionFailures(CorsOptions.Section);
        foreach (var (origin, i) in (options.Origins ?? []).Select((origin, i) => (origin, i)))
        {
            check.Unless(
                IsOrigin(origin), $"{nameof(options.Origins)}:{i}", origin,
                "the origin of a page, scheme, name and port alone, such as https://shop.example.com");
        }

        return check.ToResult();
    }

    private static bool IsPath(string path) =>
        path.Length == 0
        || (path[0] == '/' && path[1..].Split('/').All(part => part.Length > 0 && part.All(IsPlain) && part.Any(c => c != '.')));

    // Whatever has to be escaped in an address is written differently by different programs.
    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';

    // As browsers write it: they compare texts.
    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        && string.Equals(address.GetLeftPart(UriPartial.Authority), origin, StringComparison.OrdinalIgnoreCase);
}
