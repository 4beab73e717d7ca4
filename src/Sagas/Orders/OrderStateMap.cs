using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sagas.Contracts.Orders;

namespace Sagas.Orders;

/// <summary>How orders are stored: one row each, readable by eye, indexed for the lists of the API.</summary>
internal class OrderStateMap : IEntityTypeConfiguration<OrderState>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<OrderState> builder)
    {
        builder.ToTable("Orders");
        builder.HasKey(x => x.CorrelationId);
        builder.Property(x => x.CorrelationId).HasColumnName("OrderId").ValueGeneratedNever();
        builder.Property(x => x.CurrentState).HasMaxLength(OrderLimits.State);
        builder.Property(x => x.Version).IsConcurrencyToken();
        builder.Property(x => x.CustomerId).HasMaxLength(OrderLimits.CustomerId);
        builder.Property(x => x.Email).HasMaxLength(OrderLimits.Email);
        builder.Property(x => x.Currency).HasMaxLength(OrderLimits.Currency);
        builder.Property(x => x.Total).HasPrecision(18, 4);
        builder.Property(x => x.PaymentToken).HasMaxLength(OrderLimits.PaymentToken);
        builder.Property(x => x.Reason).HasMaxLength(OrderLimits.Reason);
        builder.Property(x => x.Lines).HasConversion(
            lines => JsonSerializer.Serialize(lines, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<OrderLine>>(json, JsonSerializerOptions.Web)!,
            new ValueComparer<IReadOnlyList<OrderLine>>(
                (left, right) => left!.SequenceEqual(right!),
                lines => lines.Aggregate(0, (hash, line) => HashCode.Combine(hash, line)),
                lines => lines.ToList()));

        builder.HasIndex(x => new { x.SubmittedAt, x.CorrelationId });
        builder.HasIndex(x => new { x.CurrentState, x.SubmittedAt });
        builder.HasIndex(x => new { x.CurrentState, x.StateEnteredAt });
        builder.HasIndex(x => new { x.CustomerId, x.SubmittedAt });
    }
}
