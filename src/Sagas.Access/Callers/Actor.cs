using System.Security.Claims;
using Sagas.Access.Settings;
using Sagas.Web.Text;

namespace Sagas.Access.Callers;

/// <summary>The names under which audits and logs record who acts.</summary>
internal static class Actor
{
    /// <summary>Anyone on this machine, where no access is configured.</summary>
    public const string Local = "local";

    /// <summary>Anyone on another machine, where everyone is allowed in.</summary>
    public const string Anonymous = "anonymous";

    internal const string NameClaim = "name";
    internal const string RoleClaim = "role";

    /// <summary>How the caller was identified. Only this service sets it: one that a token brings along is removed.</summary>
    internal const string SourceClaim = "sagas-source";

    internal const string OfKey = "key";
    internal const string OfUser = "user";
    internal const string OfToken = "token";

    // Together with the longest name it fits into the audit.
    private const int LongestSource = 90;

    /// <summary>Returns the name of the caller.</summary>
    /// <param name="user">The request's user.</param>
    /// <returns>The name; <c>anonymous</c> if the caller has not been identified.</returns>
    public static string NameOf(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : Anonymous;

    /// <summary>
    /// Returns the name of the caller, and where it comes from: a token may name somebody who is called like a key or a user.
    /// </summary>
    /// <param name="user">The request's user.</param>
    /// <returns>Such as <c>shop (key)</c>, <c>Ada (user)</c> or <c>grace (token, https://login.example.com/)</c>.</returns>
    public static string IdentityOf(ClaimsPrincipal user)
    {
        var name = NameOf(user);
        return user.FindFirstValue(SourceClaim) is { } source
            ? $"{Bounded(name, CallerNames.Longest)} ({Bounded(source, LongestSource)})"
            : name;
    }

    /// <summary>Records where the name of a caller with a token comes from.</summary>
    /// <param name="identity">The caller according to the token.</param>
    /// <param name="issuer">Who has issued it.</param>
    /// <returns>Whether the token names anybody.</returns>
    internal static bool TakeName(ClaimsIdentity identity, string? issuer)
    {
        foreach (var forged in identity.FindAll(SourceClaim).ToList())
            identity.RemoveClaim(forged);
        // Any token has a subject at least; what it is called there may be a number, and so tells the issuer, too.
        if (string.IsNullOrWhiteSpace(identity.Name))
        {
            if (identity.FindFirst("sub")?.Value is not { } subject || string.IsNullOrWhiteSpace(subject))
                return false;
            foreach (var blank in identity.FindAll(identity.NameClaimType).ToList())
                identity.RemoveClaim(blank);
            identity.AddClaim(new Claim(identity.NameClaimType, subject));
        }

        identity.AddClaim(new Claim(SourceClaim, issuer is null ? OfToken : $"{OfToken}, {issuer}"));
        return true;
    }

    /// <summary>A caller who may do everything.</summary>
    internal static ClaimsPrincipal Everything(string name) => new(new ClaimsIdentity(
        [new(NameClaim, name), .. AccessRoles.All.Select(role => new Claim(RoleClaim, role))], AccessOptions.Section,
        NameClaim, RoleClaim));

    // The provider may let people choose their names.
    private static string Bounded(string text, int longest)
    {
        var shown = VisibleText.OneLine(text);
        if (shown.Length <= longest)
            return shown;
        var end = char.IsHighSurrogate(shown[longest - 2]) ? longest - 2 : longest - 1;
        return $"{shown[..end]}…";
    }
}
