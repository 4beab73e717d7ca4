using Sagas.Durability.Archive;
using Sagas.Durability.Settings;
using Sagas.Notifications;
using Sagas.Orders;
using Sagas.Payments;

namespace Sagas.Hosting.Database;

/// <summary>
/// Configures what is archived with a finished order. Its rows belong to three modules, so none of them can do this alone.
/// </summary>
internal static class Archiving
{
    /// <summary>
    /// Archives orders with their payments and notifications. The simulated gateway's ledger stays: it stands for a provider
    /// outside, whose records the service cannot close.
    /// </summary>
    public static IServiceCollection AddArchiving(this IServiceCollection services) =>
        services.Configure<DurabilityOptions>(durability =>
            durability.Archive<OrderState>(OrderStateMachine.FinalStates)
                .With<Payment>(payment => payment.OrderId)
                .With<NotificationRecord>(notification => notification.OrderId));
}
