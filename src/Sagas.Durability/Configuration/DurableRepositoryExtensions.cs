using MassTransit.Configuration;
using Sagas.Durability.Sagas;

namespace MassTransit;

/// <summary>Stores sagas durably.</summary>
public static class DurableRepositoryExtensions
{
    /// <summary>
    /// Keeps the saga's instances in the DbContext given to <c>AddDurableMessaging</c>, with a version that is checked by
    /// every commit and a history of every step. The saga's endpoint must use <c>UseDurableMessaging</c>.
    /// </summary>
    /// <typeparam name="TSaga">The saga: an entity of that DbContext with its correlation id as the key.</typeparam>
    /// <param name="configurator">The saga's registration.</param>
    /// <returns>The same registration.</returns>
    public static ISagaRegistrationConfigurator<TSaga> DurableRepository<TSaga>(
        this ISagaRegistrationConfigurator<TSaga> configurator)
        where TSaga : class, ISaga, ISagaVersion =>
        configurator.Repository(repository =>
        {
            repository.RegisterSagaRepository<
                TSaga, object, UnusedSagaConsumeContextFactory<TSaga>, DurableSagaRepositoryContextFactory<TSaga>>();
            repository.RegisterQuerySagaRepository<TSaga, DurableSagaRepositoryContextFactory<TSaga>>();
            repository.RegisterLoadSagaRepository<TSaga, DurableSagaRepositoryContextFactory<TSaga>>();
        });
}
