using Sagas.Contracts.Notifications;

namespace Sagas.Notifications.Channels;

/// <summary>A message to a customer.</summary>
/// <param name="Key">The same however often it is sent, such as <c>0198…-order-confirmed</c>.</param>
/// <param name="OrderId">The order it is about.</param>
/// <param name="Template">The template it was written from.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Email">The customer's e-mail address.</param>
/// <param name="Subject">One line, without anything that a customer wrote.</param>
/// <param name="Text">Plain text with line feeds.</param>
public record Notification(
    string Key, Guid OrderId, NotificationTemplate Template, string CustomerId, string Email, string Subject, string Text);
