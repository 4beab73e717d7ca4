using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Audit;

/// <summary>Which entries of the audit are asked for; what is null does not matter.</summary>
public record AuditQuery
{
    /// <summary>Who acted.</summary>
    public string? Actor { get; init; }

    /// <summary>What was done.</summary>
    public string? Action { get; init; }

    /// <summary>What kind of thing it was done to.</summary>
    public string? SubjectKind { get; init; }

    /// <summary>To which thing.</summary>
    public string? SubjectId { get; init; }

    /// <summary>The saga that it is about.</summary>
    public Guid? SagaId { get; init; }

    /// <summary>Done then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Done before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>A part of the reason, or of what was there before and after.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the text is looked for in the reason alone: who asks sees masks in the others.</summary>
    public bool LeavesOutSecrets { get; init; }

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
