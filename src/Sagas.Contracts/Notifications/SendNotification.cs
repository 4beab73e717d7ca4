namespace Sagas.Contracts.Notifications;

/// <summary>Command: notify a customer about an order, once per order and template.</summary>
/// <param name="OrderId">The order it is about.</param>
/// <param name="Template">The template to send.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Email">The customer's e-mail address.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Total">The order's total.</param>
/// <param name="Reason">Why the order was rejected or canceled; null for a confirmation.</param>
public record SendNotification(
    Guid OrderId,
    NotificationTemplate Template,
    string CustomerId,
    string Email,
    string Currency,
    decimal Total,
    string? Reason);
