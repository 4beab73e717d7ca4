namespace Sagas.Notifications.Channels;

/// <summary>
/// A way to reach customers. It may be called more than once for the same notification, and passes the notification's key on, so
/// that the recipient can recognize duplicates. No transaction is open during the call.
/// </summary>
public interface INotificationChannel
{
    /// <summary>The channel's name, such as <c>smtp</c>.</summary>
    string Name { get; }

    /// <summary>Sends a notification.</summary>
    /// <param name="notification">What to say, and to whom.</param>
    /// <param name="cancellationToken">Stops waiting; the notification may have been sent all the same.</param>
    /// <exception cref="NotificationRefusedException">It was refused, and would be refused again.</exception>
    Task SendAsync(Notification notification, CancellationToken cancellationToken);
}
