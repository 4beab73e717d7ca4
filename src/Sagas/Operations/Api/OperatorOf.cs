using Sagas.Durability.Audit;

namespace Sagas.Operations.Api;

/// <summary>Who asks, and what they may see.</summary>
public static class OperatorOf
{
    /// <summary>Who acts where nobody has to sign in.</summary>
    public const string Nobody = "local";

    /// <summary>The role of those who see messages as they are.</summary>
    public const string OperatorRole = "operator";

    /// <summary>The name of who asks.</summary>
    /// <param name="http">The request.</param>
    /// <returns>The user's name; <c>local</c> without a user.</returns>
    public static string Actor(this HttpContext http) =>
        http.User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : Nobody;

    /// <summary>Whether who asks sees messages as they are: operators do, and everybody where nobody has to sign in.</summary>
    /// <param name="http">The request.</param>
    /// <returns>Whether.</returns>
    public static bool MaySeeSecrets(this HttpContext http) =>
        http.User.Identity is not { IsAuthenticated: true } || http.User.IsInRole(OperatorRole);

    /// <summary>Who acts and why, for the audit.</summary>
    /// <param name="http">The request.</param>
    /// <param name="reason">Why.</param>
    /// <returns>Both.</returns>
    public static AuditedBy ActingFor(this HttpContext http, string? reason) => new(http.Actor(), reason);
}
