using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Audit;

/// <summary>Selects audit entries; conditions that are null do not apply.</summary>
public record AuditQuery
{
    /// <summary>Who acted.</summary>
    public string? Actor { get; init; }

    /// <summary>What was done.</summary>
    public string? Action { get; init; }

    /// <summary>What kind of thing it was done to.</summary>
    public string? SubjectKind { get; init; }

    /// <summary>The id of that thing.</summary>
    public string? SubjectId { get; init; }

    /// <summary>The saga that it concerns.</summary>
    public Guid? SagaId { get; init; }

    /// <summary>The retry job that did it.</summary>
    public Guid? RetryJobId { get; init; }

    /// <summary>Whether what retry jobs did is left out: the start of each job stands for all of it.</summary>
    public bool FoldsJobs { get; init; }

    /// <summary>Done at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Done before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>A part of the reason, or of the data before or after.</summary>
    public string? Text { get; init; }

    /// <summary>Whether only the reason is searched, because the caller sees the data before and after masked.</summary>
    public bool LeavesOutSecrets { get; init; }

    /// <summary>
    /// For a caller who sees masks: chooses among the entries that a search for a text has found those in which the text is
    /// still there when they are shown. Null: all of them.
    /// </summary>
    public Func<IReadOnlyList<AuditEntry>, CancellationToken, Task<IReadOnlyList<AuditEntry>>>? StillFound { get; init; }

    internal IQueryable<AuditEntry> Query(DbContext context)
    {
        var entries = context.Set<AuditEntry>().AsNoTracking();
        if (Actor is not null)
            entries = entries.Where(entry => entry.Actor == Actor);
        if (Action is not null)
            entries = entries.Where(entry => entry.Action == Action);
        if (SubjectKind is not null)
            entries = entries.Where(entry => entry.SubjectKind == SubjectKind);
        if (SubjectId is not null)
            entries = entries.Where(entry => entry.SubjectId == SubjectId);
        if (SagaId is not null)
            entries = entries.Where(entry => entry.SagaId == SagaId);
        if (RetryJobId is not null)
            entries = entries.Where(entry => entry.RetryJobId == RetryJobId);
        if (FoldsJobs)
            entries = entries.Where(entry => entry.RetryJobId == null);
        if (From is { } from)
            entries = entries.Where(entry => entry.At >= from);
        if (To is { } to)
            entries = entries.Where(entry => entry.At < to);
        return entries;
    }

    internal Expression<Func<AuditEntry, bool>>? Contains() => (Text, LeavesOutSecrets) switch
    {
        (null, _) => null,
        (_, true) => entry => entry.Reason!.Contains(Text),
        _ => entry => entry.Reason!.Contains(Text) || entry.Before!.Contains(Text) || entry.After!.Contains(Text),
    };
}
