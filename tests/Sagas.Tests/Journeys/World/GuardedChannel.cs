using Sagas.Notifications.Channels;

namespace Sagas.Tests.Journeys.World;

/// <summary>A channel behind a door that opens by the customer's id, and at which something may happen before.</summary>
internal sealed class GuardedChannel(INotificationChannel channel, Door door, Func<Notification, Task> before)
    : INotificationChannel
{
    public string Name => channel.Name;

    public async Task SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        await door.PassAsync(notification.CustomerId, cancellationToken);
        await before(notification);
        await channel.SendAsync(notification, cancellationToken);
    }
}
