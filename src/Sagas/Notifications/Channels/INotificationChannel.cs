using Sagas.Contracts.Notifications;

namespace Sagas.Notifications.Channels;

/// <summary>
/// A way to reach customers. It may be called more than once for the same notification, and passes the notification's key on, so
/// that the recipient can recognize duplicates. No transaction is open during the call.
/// </summary>
internal interface INotificationChannel
{
    /// <summary>The channel's name, such as <c>smtp</c>.</summary>
    string Name { get; }

    /// <summary>Sends a notification.</summary>
    /// <exception cref="NotificationRefusedException">It was refused, and would be refused again.</exception>
    Task SendAsync(Notification notification, CancellationToken cancellationToken);
}

/// <summary>A message to a customer.</summary>
/// <param name="Key">The same however often it is sent, such as <c>0198…-order-confirmed</c>.</param>
/// <param name="OrderId">The order it is about.</param>
/// <param name="Template">The template it was written from.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Email">The customer's e-mail address.</param>
/// <param name="Subject">One line, without anything that a customer wrote.</param>
/// <param name="Text">Plain text with line feeds.</param>
internal record Notification(
    string Key, Guid OrderId, NotificationTemplate Template, string CustomerId, string Email, string Subject, string Text);
