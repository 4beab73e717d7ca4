using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sagas.Orders.Api.Idempotency;

/// <summary>How idempotency keys are stored.</summary>
internal class IdempotencyKeyMap : IEntityTypeConfiguration<IdempotencyKey>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<IdempotencyKey> builder)
    {
        builder.ToTable("IdempotencyKeys");
        builder.HasKey(x => x.KeyHash);
        builder.Property(x => x.KeyHash).HasMaxLength(64);
        builder.Property(x => x.Caller).HasMaxLength(CallersKey.LongestStoredCaller);
        builder.Property(x => x.Key).HasMaxLength(IdempotencyHeader.MaxLength);
        builder.Property(x => x.RequestHash).HasMaxLength(64);
        // If two requests take over the same expired key, one of them meets a conflict.
        builder.Property(x => x.CreatedAt).IsConcurrencyToken();
        builder.HasIndex(x => x.CreatedAt);
    }
}
