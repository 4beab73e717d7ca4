using MassTransit;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Rules;
using Sagas.Web.Problems;

namespace Sagas.Orders;

/// <summary>
/// What the order process demands of the messages that reach it. Whatever it sends itself obeys them, as did every earlier
/// version.
/// </summary>
internal static class OrderRules
{
    /// <summary>Adds the rules.</summary>
    public static void AddOrderRules(this DurabilityOptions durability) => durability
        .Obey<OrderSubmitted>(Check)
        .Obey<CancelOrder>((message, errors) =>
        {
            errors.CheckId("orderId", message.OrderId);
            errors.CheckText("reason", message.Reason, AuditEntry.LongestReason);
        })
        .Obey<RetryCompensation>((message, errors) => CheckOperator(message.OrderId, message.Operator, message.Reason, errors))
        .Obey<ResolveManually>((message, errors) => CheckOperator(message.OrderId, message.Operator, message.Reason, errors))
        .Obey<PaymentExpired>((message, errors) => errors.CheckId("orderId", message.OrderId))
        .Obey<NotificationExpired>((message, errors) => errors.CheckId("orderId", message.OrderId))
        .Obey<PaymentCompleted>(Check)
        .Obey<PaymentDeclined>((message, errors) =>
        {
            errors.CheckId("orderId", message.OrderId);
            errors.CheckId("paymentId", message.PaymentId);
            errors.CheckReason("reason", message.Reason);
            errors.CheckTime("declinedAt", message.DeclinedAt);
        })
        .Obey<PaymentRefunded>(Check)
        .Obey<NotificationSent>((message, errors) =>
        {
            errors.CheckId("orderId", message.OrderId);
            errors.CheckName("template", message.Template);
            errors.CheckText("channel", message.Channel, ContractLimits.Channel);
            errors.CheckTime("sentAt", message.SentAt);
        })
        .Obey<NotificationFailed>((message, errors) =>
        {
            errors.CheckId("orderId", message.OrderId);
            errors.CheckName("template", message.Template);
            errors.CheckReason("reason", message.Reason);
            errors.CheckTime("failedAt", message.FailedAt);
        })
        .Obey<Fault<ProcessPayment>>((fault, errors) => CheckFault(fault.Message?.OrderId, errors))
        .Obey<Fault<RefundPayment>>((fault, errors) => CheckFault(fault.Message?.OrderId, errors));

    private static void Check(OrderSubmitted message, FieldErrors errors)
    {
        errors.CheckId("orderId", message.OrderId);
        var lines = message.Lines?.Select(line =>
            line is null ? (OrderedLine?)null : new OrderedLine(line.Sku, line.Quantity, line.UnitPrice)).ToList();
        var total = OrderedContent.Check(
            new OrderedContent(message.CustomerId, message.Email, message.Currency, lines, message.PaymentToken), errors);
        if (total is not null && message.Total != total)
            errors.Add("total", FormattableString.Invariant($"Must be {total}, the sum of the lines, but is {message.Total}."));
        errors.CheckTime("submittedAt", message.SubmittedAt);
    }

    // Gateways write currencies in small letters, too, and earlier versions passed that on.
    private static void Check(PaymentCompleted message, FieldErrors errors)
    {
        errors.CheckId("orderId", message.OrderId);
        errors.CheckId("paymentId", message.PaymentId);
        errors.CheckText("chargeId", message.ChargeId, ContractLimits.ChargeId);
        var currency = message.Currency?.ToUpperInvariant();
        errors.CheckCurrency("currency", currency);
        errors.CheckAmount("amount", message.Amount, currency, ValueRules.LargestAmount);
        errors.CheckTime("completedAt", message.CompletedAt);
    }

    private static void Check(PaymentRefunded message, FieldErrors errors)
    {
        errors.CheckId("orderId", message.OrderId);
        var currency = message.Currency?.ToUpperInvariant();
        if (message.Amount != 0 || currency is not null)
            errors.CheckCurrency("currency", currency);
        errors.CheckAmount("amount", message.Amount, currency, ValueRules.LargestAmount, mayBeNothing: true);
        errors.CheckTime("refundedAt", message.RefundedAt);
    }

    private static void CheckOperator(Guid orderId, string? name, string? reason, FieldErrors errors)
    {
        errors.CheckId("orderId", orderId);
        errors.CheckText("operator", name, AuditEntry.LongestActor);
        errors.CheckText("reason", reason, AuditEntry.LongestReason);
    }

    // What is wrong with the message that failed may be the very reason of the fault.
    private static void CheckFault(Guid? orderId, FieldErrors errors)
    {
        if (orderId is { } id)
            errors.CheckId("message.orderId", id);
        else
            errors.Add("message", "Is required.");
    }
}
