using MassTransit;
using Sagas.Contracts.Payments;

namespace Sagas.Orders;

/// <summary>
/// Compares the sums that others report with what the order costs. Only its total is its price: a charge of another sum is no
/// charge of this order, whoever reports it.
/// </summary>
internal static class OrderSums
{
    /// <summary>The charge is what the order costs.</summary>
    public static bool OfTheTotal(BehaviorContext<OrderState, PaymentCompleted> context) =>
        IsTotal(context.Saga, context.Message.Amount, context.Message.Currency);

    /// <summary>The charge is of another amount or currency.</summary>
    public static bool OfAnotherSum(BehaviorContext<OrderState, PaymentCompleted> context) => !OfTheTotal(context);

    /// <summary>The command that failed asked for what the order costs.</summary>
    public static bool OfTheTotal(BehaviorContext<OrderState, Fault<ProcessPayment>> context) =>
        IsTotal(context.Saga, context.Message.Message.Amount, context.Message.Message.Currency);

    /// <summary>The command that failed asked for another sum, so the order's own one is still on its way.</summary>
    public static bool OfAnotherSum(BehaviorContext<OrderState, Fault<ProcessPayment>> context) => !OfTheTotal(context);

    /// <summary>
    /// The refund is of what the order costs, or nothing had been charged; or an operator has asked for it, knowing that another
    /// sum was charged.
    /// </summary>
    public static bool Settles(BehaviorContext<OrderState, PaymentRefunded> context) =>
        context.Message.Amount == 0
        || IsTotal(context.Saga, context.Message.Amount, context.Message.Currency)
        || IsDisputed(context);

    /// <summary>
    /// Another sum than the order's total was charged or refunded; only an operator can say that it is settled.
    /// </summary>
    public static bool IsDisputed(BehaviorContext<OrderState> context) => OrderReasons.TellsOfAnotherSum(context.Saga.Reason);

    /// <summary>Nothing but the order's total was ever charged or refunded.</summary>
    public static bool IsUndisputed(BehaviorContext<OrderState> context) => !IsDisputed(context);

    // Payments that were charged by an earlier version may have their currency in small letters.
    private static bool IsTotal(OrderState order, decimal amount, string? currency) =>
        amount == order.Total && string.Equals(currency, order.Currency, StringComparison.OrdinalIgnoreCase);
}
