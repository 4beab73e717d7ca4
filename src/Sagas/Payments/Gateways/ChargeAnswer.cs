using Sagas.Rules;
using Sagas.Web.Problems;

namespace Sagas.Payments.Gateways;

/// <summary>A charge in the HTTP gateway's JSON.</summary>
/// <param name="ChargeId">The gateway's id for it.</param>
/// <param name="Status"><c>charged</c>, <c>refunded</c>, <c>declined</c>, or <c>pending</c> while it is not decided.</param>
/// <param name="Amount">What was charged.</param>
/// <param name="Currency">ISO 4217 code.</param>
internal sealed record ChargeAnswer(string? ChargeId, string? Status, decimal? Amount, string? Currency)
{
    /// <summary>Whether the gateway holds, or held, the money.</summary>
    public bool IsCharge => Status is "charged" or "refunded";

    /// <summary>Whether the gateway refused.</summary>
    public bool IsDecline => Status is "declined";

    /// <summary>Converts it to a charge in the module's own terms, whether or not it is the one that was asked for.</summary>
    /// <exception cref="PaymentGatewayException">The answer lacks what a charge must have, or is not decided yet.</exception>
    public GatewayCharge ToCharge()
    {
        if (!IsCharge)
        {
            throw new PaymentGatewayException(
                $"The gateway answered with a charge that cannot be used; its status is '{Status}'.");
        }

        var errors = new FieldErrors();
        errors.CheckText("chargeId", ChargeId, GatewayCharge.LongestChargeId);
        errors.CheckCurrency("currency", CurrencyCode);
        if (Amount is { } amount)
            errors.CheckAmount("amount", amount, CurrencyCode, ValueRules.LargestAmount);
        else
            errors.Add("amount", "Is required.");
        return errors.Any
            ? throw new PaymentGatewayException(
                $"The gateway answered with a charge that cannot be used: {string.Join(' ', Told(errors))}")
            : new GatewayCharge(ChargeId!, Amount!.Value, CurrencyCode!);
    }

    // Some gateways write it in small letters.
    private string? CurrencyCode => Currency?.ToUpperInvariant();

    private static IEnumerable<string> Told(FieldErrors errors) =>
        errors.ToDictionary().SelectMany(field => field.Value.Select(error => $"{field.Key}: {error}"));
}
