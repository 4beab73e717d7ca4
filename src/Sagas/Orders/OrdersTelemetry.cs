using Sagas.Durability.Configuration;
using Sagas.Durability.History;

namespace Sagas.Orders;

/// <summary>The measurements about orders.</summary>
internal static class OrdersTelemetry
{
    /// <summary>Counts orders that end, and reports how many are in progress in which state.</summary>
    public static IServiceCollection AddOrdersTelemetry(this IServiceCollection services)
    {
        services.AddSingleton<ISagaStepObserver, OrderEndings>();
        return services.AddSagaGauges<OrderState>(
            order => order.CurrentState,
            order => order.StateEnteredAt,
            OrderStateMachine.OpenStates);
    }
}
