using Sagas.Contracts.Notifications;
using Sagas.Durability.Settings;
using Sagas.Rules;
using Sagas.Web.Problems;

namespace Sagas.Notifications;

/// <summary>What notifications demand of the commands that reach them, whoever sends them.</summary>
internal static class NotificationRules
{
    /// <summary>Adds the rules.</summary>
    public static void AddNotificationRules(this DurabilityOptions durability) => durability.Obey<SendNotification>(Check);

    private static void Check(SendNotification message, FieldErrors errors)
    {
        errors.CheckId("orderId", message.OrderId);
        errors.CheckName("template", message.Template);
        errors.CheckText("customerId", message.CustomerId, ContractLimits.CustomerId);
        // Whether mail can be sent there is for the consumer to say: orders that were accepted by a more lenient rule end without
        // a notification, and not in the dead letters.
        if (errors.CheckText("email", message.Email, ContractLimits.Email) && !EmailRule.IsOneAddress(message.Email))
            errors.Add("email", "Must be an e-mail address such as ada@example.com.");
        errors.CheckCurrency("currency", message.Currency);
        errors.CheckAmount("total", message.Total, message.Currency, ContractLimits.Total);
        if (message.Reason is not null)
            errors.CheckReason("reason", message.Reason);
    }
}
