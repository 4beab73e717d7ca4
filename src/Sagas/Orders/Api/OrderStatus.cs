using System.Text.Json.Serialization;

namespace Sagas.Orders.Api;

/// <summary>How far an order has come. Completed, Rejected and Cancelled are final.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    /// <summary>Accepted and stored; the process has not taken it up yet.</summary>
    Submitted,

    /// <summary>The customer is being charged.</summary>
    AwaitingPayment,

    /// <summary>Paid; the customer is being told.</summary>
    AwaitingNotification,

    /// <summary>Paid and over.</summary>
    Completed,

    /// <summary>The payment was declined; nothing was charged.</summary>
    Rejected,

    /// <summary>Given up; whatever was charged is being given back.</summary>
    Compensating,

    /// <summary>Given up, and settled.</summary>
    Cancelled,

    /// <summary>Giving the money back failed for good; an operator must decide.</summary>
    NeedsAttention,
}
