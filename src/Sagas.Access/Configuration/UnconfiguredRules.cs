using System.Net;
using Microsoft.Extensions.Options;
using Sagas.Access.Settings;
using Sagas.Access.SignIn;

namespace Sagas.Access.Configuration;

/// <summary>
/// Whom the service trusts where no access is configured. That a request comes from this machine does not say who wants it: a
/// page of another site can make a browser here send it, and by rebinding a name of its own to this machine even read the answer.
/// </summary>
internal sealed class UnconfiguredRules(
    IOptions<AccessOptions> access, IOptions<CorsOptions> cors, IConfiguration configuration)
{
    private readonly bool _everybody = access.Value.AllowAnonymous;

    // If hosts are configured, ASP.NET has already refused others.
    private readonly bool _anyHost = access.Value.AllowAnonymous || !string.IsNullOrWhiteSpace(configuration["AllowedHosts"]);

    /// <summary>Checks a request.</summary>
    /// <param name="http">The request.</param>
    /// <returns>Why it is refused; <see cref="UnconfiguredRefusal.None"/> if it is not.</returns>
    public UnconfiguredRefusal Check(HttpContext http)
    {
        if (!_everybody && !IsOnThisMachine(http.Connection))
            return UnconfiguredRefusal.Elsewhere;
        if (!_anyHost && !IsLocal(http.Request.Host.Value))
            return UnconfiguredRefusal.ForeignHost;
        return OtherSites.Sent(http.Request) && !cors.Value.Allows(http.Request.Headers.Origin.ToString())
            ? UnconfiguredRefusal.OtherSite
            : UnconfiguredRefusal.None;
    }

    /// <summary>Whether a request comes from this machine.</summary>
    /// <param name="connection">Its connection.</param>
    /// <returns>True also without an address: it arrived through a local socket.</returns>
    public static bool IsOnThisMachine(ConnectionInfo connection) =>
        connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);

    // No name at all is sent by programs only.
    private static bool IsLocal(string? host)
    {
        if (string.IsNullOrEmpty(host))
            return true;
        var name = host.AsSpan();
        if (name[0] == '[')
            name = name[1..Math.Max(1, name.IndexOf(']'))];
        else if (name.LastIndexOf(':') is >= 0 and var colon)
            name = name[..colon];
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }
}

/// <summary>Why a request is refused where no access is configured.</summary>
internal enum UnconfiguredRefusal
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>It comes from another machine.</summary>
    Elsewhere,

    /// <summary>It is addressed to a name that is not one of this machine's own.</summary>
    ForeignHost,

    /// <summary>A page of another site makes a browser send it, and it would change something.</summary>
    OtherSite,
}
