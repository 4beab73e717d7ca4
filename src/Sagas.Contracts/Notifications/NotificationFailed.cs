namespace Sagas.Contracts.Notifications;

/// <summary>Event: the customer could not be told and will not be.</summary>
/// <param name="OrderId">The order it was about.</param>
/// <param name="Template">What should have been said.</param>
/// <param name="Reason">Why it could not be said.</param>
/// <param name="FailedAt">When, UTC.</param>
public record NotificationFailed(Guid OrderId, NotificationTemplate Template, string Reason, DateTimeOffset FailedAt);
