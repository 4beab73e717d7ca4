using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Configuration;

namespace Sagas.Tests.Beds;

/// <summary>The durable layer's tables of a bed, while no process runs on it.</summary>
internal sealed class OutboxContext(TestBed bed) : DbContext
{
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => bed.UseDatabase(optionsBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddDurableMessaging();
}
