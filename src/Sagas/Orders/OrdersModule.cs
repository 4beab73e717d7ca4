using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sagas.Contracts.Orders;
using Sagas.Durability.Settings;
using Sagas.Web.Settings;

namespace Sagas.Orders;

/// <summary>Adds the order process to the service.</summary>
internal static class OrdersModule
{
    /// <summary>Adds the settings of the order process, validated at startup, and the services it needs.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configuration">The whole configuration; section <see cref="OrdersOptions.Section"/> is read.</param>
    /// <returns>The same service collection.</returns>
    public static IServiceCollection AddOrders(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddStrictOptions<OrdersOptions, OrdersOptionsValidation>(configuration, OrdersOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<OrderMetrics>();
        services.AddMetrics();
        // The saga consumes it: an order accepted before the saga was ever started waits for it.
        services.Configure<DurabilityOptions>(durability => durability
            .Mandatory<OrderSubmitted>().NameSagasBy(nameof(OrderSubmitted.OrderId)).AddOrderRules());
        services.AddOrdersToRegistry();
        return services;
    }

    /// <summary>Adds the order saga to the bus, on the endpoint <see cref="Contracts.Endpoints.OrderSaga"/>.</summary>
    public static IBusRegistrationConfigurator AddOrders(
        this IBusRegistrationConfigurator bus, Action<ISagaRegistrationConfigurator<OrderState>> repository)
    {
        repository(bus.AddSagaStateMachine<OrderStateMachine, OrderState, OrderSagaDefinition>());
        return bus;
    }
}
