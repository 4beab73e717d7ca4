namespace Sagas.Contracts.Notifications;

/// <summary>Event: the customer could not be notified and will not be.</summary>
/// <param name="OrderId">The order it was about.</param>
/// <param name="Template">The template that should have been sent.</param>
/// <param name="Reason">Why it could not be sent.</param>
/// <param name="FailedAt">When, UTC.</param>
public record NotificationFailed(Guid OrderId, NotificationTemplate Template, string Reason, DateTimeOffset FailedAt);
