using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sagas.Durability.Tables;

/// <summary>
/// The table <c>AuditEntries</c>. Every kind of query for entries has an index in the right order. Those that may meet the many
/// entries of a retry job know which they are, so that a page passes over them without reading them.
/// </summary>
internal sealed class AuditEntryMap : IEntityTypeConfiguration<AuditEntry>
{
    private const int LongestName = 100;

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntries");
        builder.HasKey(x => x.AuditEntryId);
        builder.Property(x => x.AuditEntryId).ValueGeneratedNever();
        builder.Property(x => x.Actor).HasMaxLength(AuditEntry.LongestActor);
        builder.Property(x => x.Action).HasMaxLength(LongestName);
        builder.Property(x => x.SubjectKind).HasMaxLength(LongestName);
        builder.Property(x => x.SubjectId).HasMaxLength(AuditEntry.LongestSubjectId);
        builder.Property(x => x.Reason).HasMaxLength(AuditEntry.LongestReason);
        builder.HasIndex(x => new { x.At, x.AuditEntryId });
        builder.HasIndex(x => new { x.RetryJobId, x.At, x.AuditEntryId });
        builder.HasIndex(x => new { x.Actor, x.At, x.AuditEntryId, x.RetryJobId });
        builder.HasIndex(x => new { x.Actor, x.Action, x.At, x.AuditEntryId, x.RetryJobId });
        builder.HasIndex(x => new { x.Action, x.At, x.AuditEntryId, x.RetryJobId });
        builder.HasIndex(x => new { x.SubjectKind, x.At, x.AuditEntryId, x.RetryJobId });
        builder.HasIndex(x => new { x.SubjectId, x.At, x.AuditEntryId });
        builder.HasIndex(x => new { x.SagaId, x.At, x.AuditEntryId });
    }
}
