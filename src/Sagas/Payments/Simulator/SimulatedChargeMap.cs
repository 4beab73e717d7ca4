using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sagas.Payments.Gateways;

namespace Sagas.Payments.Simulator;

/// <summary>How the simulator's ledger is stored.</summary>
internal class SimulatedChargeMap : IEntityTypeConfiguration<SimulatedCharge>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<SimulatedCharge> builder)
    {
        builder.ToTable("SimulatedCharges");
        builder.HasKey(x => x.PaymentId);
        builder.Property(x => x.PaymentId).ValueGeneratedNever();
        builder.HasIndex(x => x.OrderId); // not unique: a second charge of an order must be seen, not hidden
        builder.Property(x => x.PaymentToken).HasMaxLength(128);
        builder.Property(x => x.Amount).HasPrecision(18, 4);
        builder.Property(x => x.Currency).HasMaxLength(3);
        builder.Property(x => x.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(x => x.ChargeId).HasMaxLength(GatewayCharge.LongestChargeId);
        builder.Property(x => x.DeclineCode).HasMaxLength(100);
        builder.Property(x => x.Attempts).IsConcurrencyToken();
    }
}
