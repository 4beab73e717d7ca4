using System.Text.Json.Serialization;

namespace Sagas.Orders.Api;

/// <summary>How far an order has got. Completed, Rejected and Cancelled are final.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
internal enum OrderStatus
{
    /// <summary>Accepted and stored; the process has not started on it yet.</summary>
    Submitted,

    /// <summary>The customer is being charged.</summary>
    AwaitingPayment,

    /// <summary>Paid; the customer is being notified.</summary>
    AwaitingNotification,

    /// <summary>Paid and finished.</summary>
    Completed,

    /// <summary>The payment was declined; nothing was charged.</summary>
    Rejected,

    /// <summary>Being canceled; anything that was charged is being refunded.</summary>
    Compensating,

    /// <summary>Cancelled and settled.</summary>
    Cancelled,

    /// <summary>The refund failed for good; an operator must decide.</summary>
    NeedsAttention,
}
