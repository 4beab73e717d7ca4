using System.Text.Json;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Audit;

/// <summary>An audit entry in full.</summary>
/// <param name="AuditEntryId">The entry.</param>
/// <param name="At">When it was done.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Action">What was done.</param>
/// <param name="SubjectKind">The kind of subject.</param>
/// <param name="SubjectId">The subject's id.</param>
/// <param name="SagaId">The saga that it concerns; null if there is none.</param>
/// <param name="Reason">Why; null if no reason was given.</param>
/// <param name="RetryJobId">The retry job that did it on behalf of the actor; null if they did it themselves.</param>
/// <param name="Before">The data before, where it has changed or been removed. Secrets are masked as in dead letters.</param>
/// <param name="After">The data after.</param>
internal record AuditView(
    Guid AuditEntryId, DateTimeOffset At, string Actor, string Action, string SubjectKind, string SubjectId, Guid? SagaId,
    string? Reason, Guid? RetryJobId, JsonElement? Before, JsonElement? After)
{
    /// <summary>Creates the view of an entry.</summary>
    /// <param name="entry">The entry, as the caller may see it.</param>
    /// <returns>What is shown of it.</returns>
    public static AuditView Of(AuditEntry entry) => new(
        entry.AuditEntryId, entry.At, entry.Actor, entry.Action, entry.SubjectKind, entry.SubjectId, entry.SagaId, entry.Reason,
        entry.RetryJobId, Read(entry.Before), Read(entry.After));

    private static JsonElement? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<JsonElement>(json);
}
