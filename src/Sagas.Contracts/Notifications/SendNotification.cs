namespace Sagas.Contracts.Notifications;

/// <summary>Command: tell a customer about an order, once per order and template.</summary>
/// <param name="OrderId">The order it is about.</param>
/// <param name="Template">What to say.</param>
/// <param name="CustomerId">Whom to tell.</param>
/// <param name="Email">Where.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Total">The order's total.</param>
/// <param name="Reason">Why the order was rejected or cancelled; null for a confirmation.</param>
public record SendNotification(
    Guid OrderId,
    NotificationTemplate Template,
    string CustomerId,
    string Email,
    string Currency,
    decimal Total,
    string? Reason);
