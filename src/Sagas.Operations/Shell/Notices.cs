using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Sagas.Operations.Shell;

/// <summary>What was done, told once on the page that comes next.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsRefusal">Whether nothing was done.</param>
internal sealed record Notice(string Text, bool IsRefusal);

/// <summary>
/// Carries a notice from the answer to a form to the page that the browser goes to. It is in a cookie that only this service can
/// make, not in the address: otherwise a link could put words into the service's mouth.
/// </summary>
internal static class Notices
{
    /// <summary>The cookie.</summary>
    public const string Cookie = "sagas-notice";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>Leaves a notice for a page.</summary>
    /// <param name="http">The request that is being answered.</param>
    /// <param name="page">The page, one of <see cref="Links"/>.</param>
    /// <param name="notice">The notice.</param>
    public static void Leave(HttpContext http, string page, Notice notice)
    {
        // What of the page is chosen by its parameters makes no difference to who reads it.
        var left = new LeftNotice(Links.Below(page).Split('?')[0], notice);
        http.Response.Cookies.Append(
            Cookie, Protector(http).Protect(JsonSerializer.Serialize(left), Lifetime), Options(http, Lifetime));
    }

    /// <summary>Takes the notice for the page that is requested; the next time there is none.</summary>
    /// <param name="http">The request.</param>
    /// <returns>Null if there is none, or it is for another page.</returns>
    public static Notice? Take(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } cookie || http.Response.HasStarted)
            return null;
        http.Response.Cookies.Delete(Cookie, Options(http, lifetime: null));
        try
        {
            var left = JsonSerializer.Deserialize<LeftNotice>(Protector(http).Unprotect(cookie))!;
            return $"/{left.Page}" == http.Request.Path.Value ? left.Notice : null;
        }
        catch (CryptographicException)
        {
            // It is too old, or not from this service.
            return null;
        }
    }

    private static ITimeLimitedDataProtector Protector(HttpContext http) => http.RequestServices
        .GetRequiredService<IDataProtectionProvider>().CreateProtector("Sagas.Operations.Notices").ToTimeLimitedDataProtector();

    private static CookieOptions Options(HttpContext http, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        Path = http.Request.PathBase.HasValue ? http.Request.PathBase.Value : "/",
        MaxAge = lifetime,
    };

    private sealed record LeftNotice(string Page, Notice Notice);
}
