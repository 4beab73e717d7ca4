using Sagas.Contracts.Notifications;
using Sagas.Notifications.Channels;

namespace Sagas.Tests.Notifications;

internal static class TestNotification
{
    public static readonly Guid OrderId = new("0198a000-0000-7000-8000-000000000001");

    public static readonly Notification Confirmed = new(
        $"{OrderId}-order-confirmed",
        OrderId,
        NotificationTemplate.OrderConfirmed,
        "c-42",
        "ada@example.com",
        "Your order is confirmed",
        "Thank you, Zoë.\n\n.a line that begins with a dot\nPaid: 39.80 EUR\n");
}
