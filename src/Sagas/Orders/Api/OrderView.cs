using System.Linq.Expressions;
using Sagas.Rules;

namespace Sagas.Orders.Api;

/// <summary>An order as the API shows it.</summary>
/// <param name="OrderId">The order's id, a version-7 UUID.</param>
/// <param name="State">How far it has got.</param>
/// <param name="CustomerId">Who placed the order.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Total">The sum over all lines, with the currency's decimals.</param>
/// <param name="Reason">
/// Why it was rejected, is being canceled or needs attention; otherwise null. The customer's e-mail address and payment token are
/// masked in it.
/// </param>
/// <param name="SubmittedAt">When it was accepted, UTC.</param>
/// <param name="UpdatedAt">When it last moved, UTC.</param>
/// <param name="Version">How many steps it has taken; it grows by one with each.</param>
internal record OrderView(
    Guid OrderId,
    OrderStatus State,
    string CustomerId,
    string Currency,
    decimal Total,
    string? Reason,
    DateTimeOffset SubmittedAt,
    DateTimeOffset UpdatedAt,
    int Version)
{
    /// <summary>Creates the view from the saga's row; in a query it reads only the columns that it shows.</summary>
    public static readonly Expression<Func<OrderState, OrderView>> FromState = order => new OrderView(
        order.CorrelationId,
        OrderStates.ToStatus(order.CurrentState),
        order.CustomerId,
        order.Currency,
        Currencies.Scale(order.Total, order.Currency),
        ShownReason.Of(order.Reason, order.Email, order.PaymentToken),
        order.SubmittedAt,
        order.UpdatedAt,
        order.Version);

    /// <summary>The address of an order.</summary>
    public static string AddressOf(Guid orderId) => $"/orders/{orderId}";
}
