using Microsoft.EntityFrameworkCore;
using Sagas.Operations.Alerts;
using Sagas.Operations.Instances;
using Sagas.Operations.Minutes;

namespace Sagas.Operations.Configuration;

/// <summary>Adds the tables of operations to a DbContext's model.</summary>
public static class OperationsModelBuilderExtensions
{
    /// <summary>
    /// Maps alerts, instances and minutes. Call it in <c>OnModelCreating</c>, together with <c>AddDurableMessaging</c>.
    /// </summary>
    /// <param name="modelBuilder">The model.</param>
    /// <returns>The same model builder.</returns>
    public static ModelBuilder AddOperations(this ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        return modelBuilder.ApplyConfiguration(new SagaAlertMap())
            .ApplyConfiguration(new ServiceInstanceMap()).ApplyConfiguration(new ServiceStartMap())
            .ApplyConfiguration(new MinuteFigureMap());
    }
}
