using System.Security.Claims;

namespace Sagas.Access.Callers;

/// <summary>
/// Who a caller is, for what belongs to each caller alone. Names are for people: a token may bear the name of a configured
/// caller, and two identity providers may give the same name to different people.
/// </summary>
internal static class CallerId
{
    /// <summary>Everyone, where no access is configured: they cannot be told apart.</summary>
    public const string Local = "local";

    private const string Issuer = "iss";
    private const string Subject = "sub";

    /// <summary>Identifies the caller; the same for all credentials of one caller, and after they have been replaced.</summary>
    /// <param name="user">The request's user.</param>
    /// <returns>Such as <c>name:shop</c> for a configured key or user; for a token, its issuer and subject.</returns>
    public static string Of(ClaimsPrincipal user)
    {
        if (user.FindFirstValue(Issuer) is { Length: > 0 } issuer)
            // No issuer has a space in it, so that no two pairs look the same.
            return $"token:{issuer} {user.FindFirstValue(Subject) ?? Actor.NameOf(user)}";
        // No two configured callers have names that differ in case only.
        return KnownCallers.Know(user) ? $"name:{Actor.NameOf(user).ToLowerInvariant()}" : Local;
    }
}
