using System.Net;

namespace Sagas.Access.SignIn;

/// <summary>
/// A cookie that scripts cannot read, that other sites cannot make a browser send, and that is sent over https only, except by
/// a browser on this machine.
/// </summary>
internal sealed class GuardedCookie : CookieBuilder
{
    private readonly bool _secure;

    /// <summary>Creates the cookie's settings.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="secure">Whether it is sent over https only.</param>
    public GuardedCookie(string name, bool secure)
    {
        (Name, HttpOnly, SameSite, IsEssential) = (name, true, SameSiteMode.Strict, true);
        _secure = secure;
    }

    /// <inheritdoc />
    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var cookie = base.Build(context, expiresFrom);
        // Below a path, other services may be beside this one.
        cookie.Path = context.Request.PathBase.HasValue ? context.Request.PathBase.ToUriComponent() : "/";
        // The scheme alone does not tell: behind a proxy that speaks https, requests reach the service over http.
        cookie.Secure = context.Request.IsHttps || (_secure && !IsThisMachine(context.Request.Host.Host));
        return cookie;
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}
