using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sagas.Rules;

namespace Sagas.Notifications;

/// <summary>How notification records are stored. The key makes a second one of the same kind impossible.</summary>
internal class NotificationRecordMap : IEntityTypeConfiguration<NotificationRecord>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<NotificationRecord> builder)
    {
        builder.ToTable("Notifications");
        builder.HasKey(x => new { x.OrderId, x.Template });
        builder.Property(x => x.Template).HasConversion<string>().HasMaxLength(32);
        builder.Property(x => x.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(x => x.Channel).HasMaxLength(ContractLimits.Channel);
        builder.Property(x => x.Reason).HasMaxLength(NotificationRecord.LongestReason);
    }
}
