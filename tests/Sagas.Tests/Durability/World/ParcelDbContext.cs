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
        modelBuilder.Entity<Stamp>().HasIndex(x => x.ParcelId).IsUnique();
    }
}
