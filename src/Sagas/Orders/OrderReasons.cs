using System.Globalization;
using MassTransit;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;
using Sagas.Durability.Settings;
using Sagas.Rules;

namespace Sagas.Orders;

/// <summary>Why an order ended badly, in the words that are stored with it and sent to others.</summary>
internal static class OrderReasons
{
    /// <summary>The maximum length of a reason; longer ones are cut off.</summary>
    public const int MaxLength = 1000;

    /// <summary>The payment was not settled in time.</summary>
    public const string PaymentExpired = "payment_expired";

    private const string PaymentMismatch = "payment_mismatch: ";
    private const string RefundMismatch = "refund_mismatch: ";
    private const string Afterwards = "; afterwards ";
    private const string Unspecified = "unspecified";

    /// <summary>The payment could not be made for technical reasons.</summary>
    /// <param name="fault">The fault after all retries.</param>
    /// <returns>The reason with the first error's message.</returns>
    public static string PaymentFailed(Fault fault) => $"payment_failed: {FirstError(fault)}";

    /// <summary>The refund could not be made for technical reasons.</summary>
    /// <param name="fault">The fault after all retries.</param>
    /// <returns>The reason with the first error's message.</returns>
    public static string RefundFailed(Fault fault) => Bounded($"refund_failed: {FirstError(fault)}");

    /// <summary>A charge was made, but not of what the order costs.</summary>
    public static string ChargedAnotherSum(OrderState order, PaymentCompleted charge) => string.Create(
        CultureInfo.InvariantCulture,
        $"{PaymentMismatch}{Sum(charge.Amount, charge.Currency)} was charged instead of {Sum(order.Total, order.Currency)}");

    /// <summary>A charge is reported that is not the one by which the order was paid.</summary>
    public static string AlreadyPaid(OrderState order, PaymentCompleted charge) =>
        $"{ChargedAnotherSum(order, charge)}; the order is {order.CurrentState}.";

    /// <summary>A refund was made, but not of what the order costs.</summary>
    public static string RefundedAnotherSum(OrderState order, PaymentRefunded refund) => string.Create(
        CultureInfo.InvariantCulture,
        $"{RefundMismatch}{Sum(refund.Amount, refund.Currency)} was refunded instead of {Sum(order.Total, order.Currency)}");

    /// <summary>Adds to the reason of an order with another sum what became of it since; once is enough.</summary>
    public static string WithRefund(string reason, PaymentRefunded refund) => WithAftermath(
        reason,
        refund.Amount == 0 ? "nothing was found to refund" : $"{Sum(refund.Amount, refund.Currency)} was refunded");

    /// <summary>Adds to the reason of an order with another sum that its refund failed.</summary>
    public static string WithFailure(string reason, Fault fault) => WithAftermath(reason, RefundFailed(fault));

    /// <summary>Whether a reason is one of those above.</summary>
    public static bool TellsOfAnotherSum(string? reason) => reason is not null
        && (reason.StartsWith(PaymentMismatch, StringComparison.Ordinal)
            || reason.StartsWith(RefundMismatch, StringComparison.Ordinal));

    /// <summary>An operator has settled the order outside the service.</summary>
    public static string ResolvedManually(ResolveManually command) =>
        $"resolved_manually by {OrUnspecified(command.Operator)}: {OrUnspecified(command.Reason)}";

    /// <summary>Makes any text fit the order's row. Foreign clients may send a text of any length, or none.</summary>
    /// <param name="reason">The text.</param>
    /// <returns>The text or its beginning, in a form that every database accepts.</returns>
    public static string Bounded(string? reason) => OrUnspecified(reason).ToStorable(MaxLength);

    private static string WithAftermath(string reason, string aftermath)
    {
        var before = reason.IndexOf(Afterwards, StringComparison.Ordinal) is var place and >= 0 ? reason[..place] : reason;
        return before + Afterwards + aftermath;
    }

    private static string Sum(decimal amount, string? currency) => string.Create(
        CultureInfo.InvariantCulture, $"{Currencies.Scale(amount, currency?.ToUpperInvariant() ?? "")} {currency}");

    private static string FirstError(Fault fault) => OrUnspecified(fault.Exceptions?.FirstOrDefault()?.Message);

    private static string OrUnspecified(string? text) => string.IsNullOrWhiteSpace(text) ? Unspecified : text;
}
