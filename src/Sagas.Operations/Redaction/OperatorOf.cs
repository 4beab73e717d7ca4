using Sagas.Access.Callers;
using Sagas.Durability.Tables;
using Sagas.Web.Problems;

namespace Sagas.Operations.Redaction;

/// <summary>Who the caller is, and what they may see.</summary>
internal static class OperatorOf
{
    /// <summary>The name of the caller, and where it comes from.</summary>
    /// <param name="http">The request.</param>
    /// <returns>Such as <c>Ada (user)</c>; <c>local</c> where no access is configured.</returns>
    public static string Actor(this HttpContext http) => global::Sagas.Access.Callers.Actor.IdentityOf(http.User);

    /// <summary>Whether the caller sees messages unmasked, as those do who may act.</summary>
    /// <param name="http">The request.</param>
    /// <returns>True if the caller does.</returns>
    public static bool MaySeeSecrets(this HttpContext http) => http.MayAct();

    /// <summary>Whether the caller may act on single sagas and messages.</summary>
    /// <param name="http">The request.</param>
    /// <returns>True if the caller may.</returns>
    public static bool MayAct(this HttpContext http) =>
        AccessPolicies.Roles(AccessPolicies.OperationsAct).Any(http.User.IsInRole);

    /// <summary>Whether the caller may do what concerns many at once.</summary>
    /// <param name="http">The request.</param>
    /// <returns>True if the caller may.</returns>
    public static bool MayAdminister(this HttpContext http) =>
        AccessPolicies.Roles(AccessPolicies.OperationsAdmin).Any(http.User.IsInRole);

    /// <summary>Who is acting and why, for the audit.</summary>
    /// <param name="http">The request.</param>
    /// <param name="reason">The reason.</param>
    /// <returns>Both.</returns>
    public static AuditedBy ActingFor(this HttpContext http, string? reason) => new(http.Actor(), reason);

    /// <summary>Who is acting and why, read from what a program or a form has sent.</summary>
    /// <param name="http">The request.</param>
    /// <param name="reason">The reason as it was given.</param>
    /// <param name="errors">Collects what is wrong with it.</param>
    /// <param name="isOptional">Whether there need be none.</param>
    /// <param name="longest">The most characters that it may have.</param>
    /// <returns>Both; null if the reason could not be kept.</returns>
    internal static AuditedBy? ActingFor(
        this HttpContext http, string? reason, FieldErrors errors, bool isOptional = false,
        int longest = AuditEntry.LongestReason) =>
        (isOptional && reason is null) || errors.CheckText("reason", reason, longest) ? http.ActingFor(reason) : null;
}
