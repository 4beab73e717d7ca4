using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.Audit;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Audit;

/// <summary><c>GET /operations/audit/{auditEntryId}</c>.</summary>
internal static class GetAuditEntryEndpoint
{
    /// <summary>Get an audit entry</summary>
    /// <remarks>The entry with the data before and after.</remarks>
    /// <param name="auditEntryId">The entry.</param>
    /// <param name="audit">The audit.</param>
    /// <param name="mask">Hides secrets.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The entry.</response>
    /// <response code="404">There is no such entry.</response>
    public static async Task<Results<Ok<AuditView>, ProblemHttpResult>> HandleAsync(
        Guid auditEntryId, AuditTrail audit, AuditRedactor mask, HttpContext http) =>
        await audit.FindAsync(auditEntryId, http.RequestAborted) is { } entry
            ? TypedResults.Ok(AuditView.Of(await mask.ForAsync(http, entry)))
            : OperationsProblems.EntryNotFound(auditEntryId);
}
