using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sagas.Payments.Gateways;
using Sagas.Rules;

namespace Sagas.Payments;

/// <summary>How payments are stored. The unique order id makes a second payment of an order impossible.</summary>
internal class PaymentMap : IEntityTypeConfiguration<Payment>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("Payments");
        builder.HasKey(x => x.PaymentId);
        builder.Property(x => x.PaymentId).ValueGeneratedNever();
        builder.HasIndex(x => x.OrderId).IsUnique();
        builder.Property(x => x.Amount).HasPrecision(18, 4);
        builder.Property(x => x.Currency).HasMaxLength(ContractLimits.Currency);
        builder.Property(x => x.PaymentToken).HasMaxLength(ContractLimits.PaymentToken);
        builder.Property(x => x.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(x => x.ChargeId).HasMaxLength(GatewayCharge.LongestChargeId);
        builder.Property(x => x.Reason).HasMaxLength(Payment.LongestReason);
        builder.Property(x => x.Version).IsConcurrencyToken();
    }
}
