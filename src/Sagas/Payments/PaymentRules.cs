using Sagas.Contracts.Payments;
using Sagas.Durability.Settings;
using Sagas.Rules;
using Sagas.Web.Problems;

namespace Sagas.Payments;

/// <summary>What payments demand of the commands that reach them, whoever sends them.</summary>
internal static class PaymentRules
{
    /// <summary>Adds the rules.</summary>
    public static void AddPaymentRules(this DurabilityOptions durability) => durability
        .Obey<ProcessPayment>(Check)
        .Obey<RefundPayment>((message, errors) =>
        {
            errors.CheckId("orderId", message.OrderId);
            errors.CheckReason("reason", message.Reason);
        });

    private static void Check(ProcessPayment message, FieldErrors errors)
    {
        errors.CheckId("orderId", message.OrderId);
        errors.CheckCurrency("currency", message.Currency);
        errors.CheckAmount("amount", message.Amount, message.Currency, ContractLimits.Total);
        errors.CheckText("paymentToken", message.PaymentToken, ContractLimits.PaymentToken);
    }
}
