using Sagas.Durability.Configuration;
using Sagas.Durability.History;

namespace Sagas.Orders;

/// <summary>What is measured of orders.</summary>
public static class OrdersTelemetry
{
    /// <summary>Counts orders that end, and tells how many are under way in which state.</summary>
    /// <param name="services">The service's container.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddOrdersTelemetry(this IServiceCollection services)
    {
        services.AddSingleton<ISagaStepObserver, OrderEndings>();
        return services.AddSagaGauges<OrderState>(
            order => order.CurrentState,
            order => order.UpdatedAt,
            OrderStateMachine.OpenStates);
    }
}
