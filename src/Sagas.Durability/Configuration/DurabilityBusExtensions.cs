using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Configuration;
using Sagas.Durability.Settings;

namespace MassTransit;

/// <summary>Registers the durable layer together with a bus.</summary>
public static class DurabilityBusExtensions
{
    /// <summary>
    /// Adds units of work, inbox, outbox, journal, timers, saga history, dead letters and the archive on a DbContext, as
    /// <see cref="DurabilityServiceCollectionExtensions.AddDurableMessaging{TContext}"/> does. Call it in <c>AddMassTransit</c>,
    /// after <c>AddDbContext</c> or <c>AddDbContextPool</c>.
    /// </summary>
    /// <typeparam name="TContext">
    /// The context as it was given to <c>AddDbContext</c>, whose model calls <c>AddDurableMessaging</c>.
    /// </typeparam>
    /// <param name="bus">The registration of the bus.</param>
    /// <param name="configure">Settings.</param>
    /// <returns>The same registration.</returns>
    /// <exception cref="InvalidOperationException">The context is not registered.</exception>
    public static IBusRegistrationConfigurator AddDurableMessaging<TContext>(
        this IBusRegistrationConfigurator bus, Action<DurabilityOptions>? configure = null)
        where TContext : DbContext
    {
        DurabilityServiceCollectionExtensions.AddDurableMessaging<TContext>(bus, configure);
        return bus;
    }
}
