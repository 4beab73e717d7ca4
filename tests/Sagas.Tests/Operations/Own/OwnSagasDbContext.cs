using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Configuration;
using Sagas.Durability.Tables;
using Sagas.Operations.Configuration;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Operations.Own;

/// <summary>The tables of somebody's own saga, and what operations need.</summary>
internal sealed class OwnSagasDbContext(DbContextOptions<OwnSagasDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddDurableMessaging();
        modelBuilder.AddOperations();
        modelBuilder.Entity<ParcelState>().HasKey(x => x.CorrelationId);
        modelBuilder.Entity<ParcelState>().Property(x => x.CorrelationId).ValueGeneratedNever();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
}
