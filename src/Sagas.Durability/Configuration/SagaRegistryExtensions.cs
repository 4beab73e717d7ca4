using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sagas.Durability.Registry;

namespace Sagas.Durability.Configuration;

/// <summary>Registers sagas for code that shows sagas of any type.</summary>
public static class SagaRegistryExtensions
{
    /// <summary>
    /// Shows sagas of a type even in processes that do not run them. Call it in the saga's own module; if no bus has registered
    /// the state machine, it is created from the services.
    /// </summary>
    /// <typeparam name="TMachine">The state machine.</typeparam>
    /// <typeparam name="TSaga">The saga, stored by <c>DurableRepository</c>.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="describe">Says how the saga is shown to people.</param>
    /// <returns>The same service collection.</returns>
    public static IServiceCollection AddSagaToRegistry<TMachine, TSaga>(
        this IServiceCollection services, Action<SagaDescription<TSaga>>? describe = null)
        where TMachine : class, SagaStateMachine<TSaga>
        where TSaga : class, SagaStateMachineInstance, ISagaVersion
    {
        services.AddOptions<SagaDescription<TSaga>>().Configure(describe ?? (_ => { }));
        services.AddSagaRegistry();
        return services.AddSingleton<ISagaTypeSource>(provider => new SagaTypeSource<TSaga>(
            provider,
            all => all.GetService<TMachine>() ?? ActivatorUtilities.CreateInstance<TMachine>(all)));
    }

    internal static void AddSagaRegistry(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new SagaRegistry(provider.GetServices<ISagaTypeSource>()));
        services.TryAddSingleton<PointlessDeadLetters>();
    }
}
