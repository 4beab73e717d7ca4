using System.Security.Claims;
using Sagas.Access.Settings;

namespace Sagas.Access.Callers;

/// <summary>Who acts, as audits and logs call them.</summary>
public static class Actor
{
    /// <summary>Whoever is on this machine, where no access is configured.</summary>
    public const string Local = "local";

    /// <summary>Whoever comes from another machine, where everybody is let in.</summary>
    public const string Anonymous = "anonymous";

    internal const string NameClaim = "name";
    internal const string RoleClaim = "role";

    /// <summary>Tells the name of who makes a request.</summary>
    /// <param name="user">The request's user.</param>
    /// <returns>The name; <c>anonymous</c> if nobody has said who it is.</returns>
    public static string NameOf(ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : Anonymous;

    /// <summary>Somebody who may do everything.</summary>
    internal static ClaimsPrincipal Everything(string name) => new(new ClaimsIdentity(
        [new(NameClaim, name), .. AccessRoles.All.Select(role => new Claim(RoleClaim, role))], AccessOptions.Section, NameClaim, RoleClaim));
}
