using Sagas.Web.Text;

namespace Sagas.Orders.Api;

/// <summary>
/// What the API shows of an order's reason, which a gateway or a person has worded: not how to reach or charge the customer.
/// </summary>
internal static class ShownReason
{
    /// <summary>The reason without the order's secrets, and without what looks like any other.</summary>
    /// <param name="reason">The reason; null if there is none.</param>
    /// <param name="email">The customer's address.</param>
    /// <param name="paymentToken">What is charged.</param>
    public static string? Of(string? reason, string? email, string? paymentToken)
    {
        if (reason is null)
            return null;
        var secrets = new SecretTexts();
        if (email is not null)
            secrets.Add(email, Masking.Email(email));
        if (paymentToken is not null)
            secrets.Add(paymentToken, Masking.PaymentToken(paymentToken));
        return SecretPatterns.HideIn(secrets.HideIn(reason));
    }
}
