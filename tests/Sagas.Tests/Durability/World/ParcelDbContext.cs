using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Configuration;

namespace Sagas.Tests.Durability.World;

internal class ParcelDbContext(DbContextOptions<ParcelDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddDurableMessaging();
        modelBuilder.Entity<ParcelState>(parcel =>
        {
            parcel.ToTable("Parcels");
            parcel.HasKey(x => x.CorrelationId);
            parcel.Property(x => x.CorrelationId).ValueGeneratedNever();
            parcel.Property(x => x.Note).HasMaxLength(40);
        });
        modelBuilder.Entity<PolicyState>(policy =>
        {
            policy.ToTable("Policies");
            policy.HasKey(x => x.CorrelationId);
            policy.Property(x => x.CorrelationId).ValueGeneratedNever();
        });
        modelBuilder.Entity<Stamp>().HasIndex(x => x.ParcelId).IsUnique();
    }
}
