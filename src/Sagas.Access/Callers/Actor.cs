using System.Security.Claims;
using Sagas.Access.Settings;

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

    /// <summary>Returns the name of the caller.</summary>
    /// <param name="user">The request's user.</param>
    /// <returns>The name; <c>anonymous</c> if the caller has not been identified.</returns>
    public static string NameOf(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : Anonymous;

    /// <summary>A caller who may do everything.</summary>
    internal static ClaimsPrincipal Everything(string name) => new(new ClaimsIdentity(
        [new(NameClaim, name), .. AccessRoles.All.Select(role => new Claim(RoleClaim, role))], AccessOptions.Section,
        NameClaim, RoleClaim));
}
