namespace Sagas.Access.Settings;

/// <summary>
/// What stands between callers and the service, configuration section <c>Sagas:Proxy</c>. Without it headers of proxies are not
/// read, because anybody can send them.
/// </summary>
public class ProxyOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sagas:Proxy";

    /// <summary>
    /// Addresses of proxies whose headers <c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c> and <c>-Prefix</c> are believed.
    /// </summary>
    public IReadOnlyList<string>? KnownProxies { get; set; }

    /// <summary>Networks of such proxies, such as <c>10.0.0.0/8</c>.</summary>
    public IReadOnlyList<string>? KnownNetworks { get; set; }

    /// <summary>How many proxies a request passes one after another, 1 to 20.</summary>
    public int ForwardLimit { get; set; } = 1;

    /// <summary>The path that the service is below, such as <c>/ops</c>; whether or not the proxy removes it.</summary>
    public string PathBase { get; set; } = "";

    /// <summary>Whether headers of proxies are read.</summary>
    public bool IsTrusted => KnownProxies is { Count: > 0 } || KnownNetworks is { Count: > 0 };
}
