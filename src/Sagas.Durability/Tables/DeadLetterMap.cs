using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sagas.Durability.Tables;

/// <summary>
/// The table <c>DeadLetters</c>. Whoever asks for dead letters gets those that wait for a decision; those that are being retried
/// come only to those who ask for them as well, so that nobody counts, sends or discards them by mistake.
/// </summary>
internal sealed class DeadLetterMap : IEntityTypeConfiguration<DeadLetter>
{
    private const int LongestEndpoint = 256;
    private const int LongestConsumer = 200;
    private const int LongestContentType = 256;
    private const int LongestReason = 2_000;
    private const int LongestException = 500;

    public void Configure(EntityTypeBuilder<DeadLetter> builder)
    {
        builder.ToTable("DeadLetters");
        builder.HasKey(x => x.DeadLetterId);
        builder.HasQueryFilter(x => !x.IsBeingRetried);
        builder.Property(x => x.DeadLetterId).ValueGeneratedNever();
        builder.Property(x => x.Endpoint).HasMaxLength(LongestEndpoint);
        builder.Property(x => x.ConsumerId).HasMaxLength(LongestConsumer);
        builder.Property(x => x.ContentType).HasMaxLength(LongestContentType);
        builder.Property(x => x.Reason).HasMaxLength(LongestReason);
        builder.Property(x => x.ExceptionType).HasMaxLength(LongestException);
        builder.Property(x => x.RetriedBy).HasMaxLength(AuditEntry.LongestActor);
        builder.HasIndex(x => new { x.DeadAt, x.DeadLetterId });
        builder.HasIndex(x => new { x.Endpoint, x.DeadAt, x.DeadLetterId });
        builder.HasIndex(x => new { x.SagaId, x.DeadAt, x.DeadLetterId });
        builder.HasIndex(x => new { x.ConversationId, x.DeadAt, x.DeadLetterId });
        builder.HasIndex(x => new { x.IsBeingRetried, x.DeadAt, x.DeadLetterId });
    }
}
