using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sagas.Durability.Tables;

/// <summary>The table <c>RetryJobs</c>.</summary>
internal sealed class RetryJobMap : IEntityTypeConfiguration<RetryJob>
{
    private const int LongestState = 20;

    public void Configure(EntityTypeBuilder<RetryJob> builder)
    {
        builder.ToTable("RetryJobs");
        builder.HasKey(x => x.RetryJobId);
        builder.Property(x => x.RetryJobId).ValueGeneratedNever();
        builder.Property(x => x.State).HasConversion<string>().HasMaxLength(LongestState);
        builder.Property(x => x.Actor).HasMaxLength(AuditEntry.LongestActor);
        builder.Property(x => x.Reason).HasMaxLength(AuditEntry.LongestReason);
        builder.HasIndex(x => x.IsOpen);
        builder.HasIndex(x => new { x.StartedAt, x.RetryJobId });
    }
}
