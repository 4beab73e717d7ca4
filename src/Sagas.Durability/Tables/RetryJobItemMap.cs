using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sagas.Durability.Tables;

/// <summary>
/// The table <c>RetryJobItems</c>. Its index has a job's items in the order in which they are sent, and counts them; those for a
/// queue that is paused are passed over without being read.
/// </summary>
internal sealed class RetryJobItemMap : IEntityTypeConfiguration<RetryJobItem>
{
    private const int LongestState = 20;
    private const int LongestEndpoint = 256;
    private const int LongestConsumer = 200;

    public void Configure(EntityTypeBuilder<RetryJobItem> builder)
    {
        builder.ToTable("RetryJobItems");
        builder.HasKey(x => new { x.RetryJobId, x.DeadLetterId });
        builder.Property(x => x.State).HasConversion<string>().HasMaxLength(LongestState);
        builder.Property(x => x.Endpoint).HasMaxLength(LongestEndpoint);
        builder.Property(x => x.ConsumerId).HasMaxLength(LongestConsumer);
        builder.HasIndex(x => new { x.RetryJobId, x.State, x.DeadAt, x.Endpoint });
    }
}
