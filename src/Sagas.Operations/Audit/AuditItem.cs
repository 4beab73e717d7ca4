using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Audit;

/// <summary>An audit entry in a list.</summary>
/// <param name="AuditEntryId">The entry.</param>
/// <param name="At">When it was done.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Action">What was done.</param>
/// <param name="SubjectKind">What kind of thing it was done to.</param>
/// <param name="SubjectId">The id of that thing.</param>
/// <param name="SagaId">The saga that it concerns; null if there is none.</param>
/// <param name="Reason">Why; null if no reason was given.</param>
/// <param name="RetryJobId">The retry job that did it on behalf of the actor; null if they did it themselves.</param>
/// <param name="Job">For the start of a retry job: what the job has come to; null for everything else.</param>
internal record AuditItem(
    Guid AuditEntryId, DateTimeOffset At, string Actor, string Action, string SubjectKind, string SubjectId,
    Guid? SagaId, string? Reason, Guid? RetryJobId, JobSummary? Job)
{
    /// <summary>Creates the view of an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="jobs">The jobs whose starts are listed, by their ids.</param>
    /// <returns>What a list shows of it.</returns>
    public static AuditItem Of(AuditEntry entry, IReadOnlyDictionary<string, RetryJobProgress> jobs) => new(
        entry.AuditEntryId, entry.At, entry.Actor, entry.Action, entry.SubjectKind, entry.SubjectId, entry.SagaId, entry.Reason,
        entry.RetryJobId,
        entry.Action == AuditActions.JobStarted && jobs.TryGetValue(entry.SubjectId, out var job) ? JobSummary.Of(job) : null);
}
