using Sagas.Contracts.Notifications;

namespace Sagas.Notifications.Channels;

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
