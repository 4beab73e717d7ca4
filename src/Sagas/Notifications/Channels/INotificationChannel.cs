using Sagas.Contracts.Notifications;

namespace Sagas.Notifications.Channels;

/// <summary>
/// A way to reach customers. It may be asked more than once for the same notification, and passes the notification's key
/// on, so that whoever takes it can recognise it. No transaction is open while it is being called.
/// </summary>
public interface INotificationChannel
{
    /// <summary>The channel's name, such as <c>smtp</c>.</summary>
    string Name { get; }

    /// <summary>Sends a notification.</summary>
    /// <param name="notification">What to say to whom.</param>
    /// <param name="cancellationToken">Gives up waiting; it may have been sent all the same.</param>
    /// <exception cref="NotificationRefusedException">It was refused, and would be again.</exception>
    Task SendAsync(Notification notification, CancellationToken cancellationToken);
}

/// <summary>What is said to a customer.</summary>
/// <param name="Key">The same however often it is sent, such as <c>0198…-order-confirmed</c>.</param>
/// <param name="OrderId">The order it is about.</param>
/// <param name="Template">What it says.</param>
/// <param name="CustomerId">Whom it tells.</param>
/// <param name="Email">Where.</param>
/// <param name="Subject">One line, without anything that a customer wrote.</param>
/// <param name="Text">Plain text, lines ending in a line feed.</param>
public record Notification(
    string Key, Guid OrderId, NotificationTemplate Template, string CustomerId, string Email, string Subject, string Text);
