using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Sagas.Benchmarks.Stock;

/// <summary>Tables of its own: the saga, the consumers' rows, and the stock package's inbox and outbox.</summary>
internal sealed class StockDbContext(DbContextOptions<StockDbContext> options) : DbContext(options)
{
    public DbSet<StockOrder> Orders => Set<StockOrder>();

    public DbSet<StockPayment> Payments => Set<StockPayment>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StockOrder>(order =>
        {
            order.HasKey(x => x.CorrelationId);
            order.Property(x => x.CorrelationId).ValueGeneratedNever();
            order.Property(x => x.CurrentState).HasMaxLength(64);
        });
        modelBuilder.Entity<StockPayment>(payment =>
        {
            payment.HasKey(x => x.PaymentId);
            payment.Property(x => x.PaymentId).ValueGeneratedNever();
            payment.HasIndex(x => x.OrderId).IsUnique();
        });
        modelBuilder.Entity<StockNotification>(notification =>
        {
            notification.HasKey(x => x.OrderId);
            notification.Property(x => x.OrderId).ValueGeneratedNever();
        });
        modelBuilder.AddInboxStateEntity();
        modelBuilder.AddOutboxMessageEntity();
        modelBuilder.AddOutboxStateEntity();
    }
}
