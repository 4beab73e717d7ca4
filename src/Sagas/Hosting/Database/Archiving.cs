using Sagas.Durability.Archive;
using Sagas.Durability.Settings;
using Sagas.Notifications;
using Sagas.Orders;
using Sagas.Payments;

namespace Sagas.Hosting.Database;

/// <summary>What is archived of an order that has been over for long: rows of three rooms, so that none of them can say it alone.</summary>
public static class Archiving
{
    /// <summary>
    /// Archives orders with their payments and notifications. The simulated gateway's ledger stays: it stands for a provider
    /// outside, whose books nobody here may close.
    /// </summary>
    /// <param name="services">The service's container.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddArchiving(this IServiceCollection services) => services.Configure<DurabilityOptions>(durability =>
        durability.Archive<OrderState>(OrderStateMachine.FinalStates)
            .With<Payment>(payment => payment.OrderId)
            .With<NotificationRecord>(notification => notification.OrderId));
}
