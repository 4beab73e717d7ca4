namespace Sagas.Contracts.Notifications;

/// <summary>Event: the customer was told.</summary>
/// <param name="OrderId">The order it was about.</param>
/// <param name="Template">What was said.</param>
/// <param name="Channel">By what channel, such as <c>smtp</c>.</param>
/// <param name="SentAt">When, UTC.</param>
public record NotificationSent(Guid OrderId, NotificationTemplate Template, string Channel, DateTimeOffset SentAt);
