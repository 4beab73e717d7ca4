using System.Globalization;
using Sagas.Rules;

namespace Sagas.Payments.Gateways;

/// <summary>
/// What the HTTP gateway says about a refund. It need not say anything; what it says must be that the refund was made, and be
/// about the one that was asked for.
/// </summary>
/// <param name="ChargeId">The charge that was refunded.</param>
/// <param name="Status">How far the refund has got.</param>
/// <param name="Amount">What was refunded.</param>
/// <param name="Currency">ISO 4217 code.</param>
internal sealed record RefundAnswer(string? ChargeId, string? Status, decimal? Amount, string? Currency)
{
    /// <summary>Compares the refund with the one that was asked for.</summary>
    /// <exception cref="PaymentGatewayException">It is another one, or not made yet: the money is not back.</exception>
    public void ShouldBe(RefundRequest request)
    {
        if (ChargeId is not null && ChargeId != request.ChargeId)
            throw new PaymentGatewayException($"The gateway refunded {ChargeId} instead of {request.ChargeId}.");
        if ((Amount ?? request.Amount) != request.Amount
            || !string.Equals(Currency ?? request.Currency, request.Currency, StringComparison.OrdinalIgnoreCase))
        {
            var refunded = Sum(Amount ?? request.Amount, Currency ?? request.Currency);
            throw new PaymentGatewayException(
                $"The gateway refunded {refunded} instead of {Sum(request.Amount, request.Currency)}.");
        }

        if (Status is not "refunded")
            throw new PaymentGatewayException($"The gateway has not refunded the charge; its status is '{Status}'.");
    }

    private static string Sum(decimal amount, string currency) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(decimal.Round(amount, ValueRules.MostDecimals) == amount ? Currencies.Scale(amount, currency) : amount)} {currency}");
}
