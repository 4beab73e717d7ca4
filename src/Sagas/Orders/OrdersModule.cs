using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sagas.Contracts.Orders;
using Sagas.Durability.Settings;
using Sagas.Web.Settings;

namespace Sagas.Orders;

/// <summary>Puts the order process into the service.</summary>
public static class OrdersModule
{
    /// <summary>Adds the settings of the order process, checked at start, and what it needs.</summary>
    /// <param name="services">The service's container.</param>
    /// <param name="configuration">The whole configuration; section <see cref="OrdersOptions.Section"/> is read.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddOrders(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddStrictOptions<OrdersOptions, OrdersOptionsValidation>(configuration, OrdersOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<OrderMetrics>();
        services.AddMetrics();
        // The saga listens to it; accepted before the saga was ever started, an order waits for it.
        services.Configure<DurabilityOptions>(durability => durability.Mandatory<OrderSubmitted>());
        services.AddOrdersToCatalogue();
        return services;
    }

    /// <summary>Adds the order saga to the bus, on the endpoint <see cref="Contracts.Endpoints.OrderSaga"/>.</summary>
    /// <param name="bus">The bus being configured.</param>
    /// <param name="repository">Chooses where sagas are stored.</param>
    /// <returns>The same bus.</returns>
    public static IBusRegistrationConfigurator AddOrders(
        this IBusRegistrationConfigurator bus, Action<ISagaRegistrationConfigurator<OrderState>> repository)
    {
        repository(bus.AddSagaStateMachine<OrderStateMachine, OrderState, OrderSagaDefinition>());
        return bus;
    }
}
