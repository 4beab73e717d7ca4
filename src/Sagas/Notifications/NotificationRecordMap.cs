using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sagas.Notifications;

/// <summary>How notifications are remembered. The key is what makes a second one of a kind impossible.</summary>
public class NotificationRecordMap : IEntityTypeConfiguration<NotificationRecord>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<NotificationRecord> builder)
    {
        builder.ToTable("Notifications");
        builder.HasKey(x => new { x.OrderId, x.Template });
        builder.Property(x => x.Template).HasConversion<string>().HasMaxLength(32);
        builder.Property(x => x.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(x => x.Channel).HasMaxLength(32);
        builder.Property(x => x.Reason).HasMaxLength(NotificationRecord.LongestReason);
    }
}
