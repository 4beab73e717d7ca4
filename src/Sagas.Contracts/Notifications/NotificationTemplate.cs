using System.Text.Json.Serialization;

namespace Sagas.Contracts.Notifications;

/// <summary>What a notification says. Travels as its name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NotificationTemplate>))]
public enum NotificationTemplate
{
    /// <summary>The order is paid.</summary>
    OrderConfirmed,

    /// <summary>The payment was declined.</summary>
    OrderRejected,

    /// <summary>The order was canceled.</summary>
    OrderCancelled,
}
