using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Access.Protection;
using Sagas.Durability.Configuration;
using Sagas.Durability.Tables;
using Sagas.Operations.Configuration;

namespace Sagas.Hosting.Database;

/// <summary>The service's tables. Each database has a derived context, because each has migrations of its own.</summary>
/// <param name="options">The provider's options.</param>
internal abstract class SagasDbContext(DbContextOptions options) : DbContext(options)
{
    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddDurableMessaging();
        modelBuilder.AddAccess();
        modelBuilder.AddOperations();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SagasDbContext).Assembly);
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
}
