using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sagas.Durability.Tables;

/// <summary>The table of messages that have left the outbox. Every message pays for every index, so there are only two.</summary>
internal sealed class JournaledMessageMap : IEntityTypeConfiguration<JournaledMessage>
{
    public void Configure(EntityTypeBuilder<JournaledMessage> builder)
    {
        builder.ToTable("JournaledMessages");
        builder.HasKey(x => x.OutboxId);
        builder.Property(x => x.OutboxId).ValueGeneratedNever();
        builder.Property(x => x.DestinationAddress).HasMaxLength(1024);
        builder.Property(x => x.ContentType).HasMaxLength(256);
        builder.HasIndex(x => x.MessageId);
        builder.HasIndex(x => x.LeftAt);
    }
}
