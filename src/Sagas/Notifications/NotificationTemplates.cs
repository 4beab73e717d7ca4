using System.Globalization;
using Sagas.Contracts.Notifications;
using Sagas.Notifications.Channels;
using Sagas.Rules;

namespace Sagas.Notifications;

/// <summary>Everything the service says to customers, as plain text.</summary>
internal static class NotificationTemplates
{
    /// <summary>Writes a notification.</summary>
    /// <param name="command">Whom to notify of what.</param>
    /// <returns>The text, with the key that stays the same however often it is sent.</returns>
    public static Notification Write(SendNotification command)
    {
        var (subject, lines) = command.Template switch
        {
            NotificationTemplate.OrderConfirmed => ("Your order is confirmed", Confirmed(command)),
            NotificationTemplate.OrderRejected => ("Your order was rejected", Rejected(command)),
            NotificationTemplate.OrderCancelled => ("Your order was cancelled", Cancelled(command)),
            _ => throw new NotificationRefusedException($"There is no text for {command.Template}."),
        };
        return new Notification(
            KeyOf(command),
            command.OrderId,
            command.Template,
            command.CustomerId,
            command.Email,
            $"{subject} ({command.OrderId})",
            string.Join('\n', lines) + "\n");
    }

    /// <summary>An amount with its currency, formatted the same everywhere the service runs.</summary>
    public static string Money(decimal amount, string currency) =>
        $"{amount.ToString($"N{Currencies.DecimalsOf(currency) ?? 2}", CultureInfo.InvariantCulture)} {currency}";

    private static string KeyOf(SendNotification command) => command.Template switch
    {
        NotificationTemplate.OrderConfirmed => $"{command.OrderId}-order-confirmed",
        NotificationTemplate.OrderRejected => $"{command.OrderId}-order-rejected",
        _ => $"{command.OrderId}-order-cancelled",
    };

    private static string[] Confirmed(SendNotification command) =>
    [
        "Thank you for your order.",
        "",
        $"Order: {command.OrderId}",
        $"Paid:  {Money(command.Total, command.Currency)}",
    ];

    private static string[] Rejected(SendNotification command) =>
    [
        "Your payment was declined, so we could not accept your order. Nothing was charged.",
        "",
        $"Order:  {command.OrderId}",
        $"Total:  {Money(command.Total, command.Currency)}",
        $"Reason: {ReasonOf(command)}",
    ];

    private static string[] Cancelled(SendNotification command) =>
    [
        "Your order was cancelled. Anything you were charged for it is being refunded.",
        "",
        $"Order:  {command.OrderId}",
        $"Total:  {Money(command.Total, command.Currency)}",
        $"Reason: {ReasonOf(command)}",
    ];

    private static string ReasonOf(SendNotification command) =>
        string.IsNullOrWhiteSpace(command.Reason) ? "not given" : command.Reason.Trim();
}
