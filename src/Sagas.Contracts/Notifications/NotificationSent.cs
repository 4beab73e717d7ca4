namespace Sagas.Contracts.Notifications;

/// <summary>Event: the customer was notified.</summary>
/// <param name="OrderId">The order it was about.</param>
/// <param name="Template">The template that was sent.</param>
/// <param name="Channel">The channel, such as <c>smtp</c>.</param>
/// <param name="SentAt">When, UTC.</param>
public record NotificationSent(Guid OrderId, NotificationTemplate Template, string Channel, DateTimeOffset SentAt);
