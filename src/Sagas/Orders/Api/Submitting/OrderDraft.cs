using System.Security.Cryptography;
using System.Text.Json;
using Sagas.Contracts.Orders;
using Sagas.Rules;

namespace Sagas.Orders.Api.Submitting;

/// <summary>An order whose request is valid, with prices at the currency's scale and its total.</summary>
/// <param name="CustomerId">Who places the order.</param>
/// <param name="Email">Where the customer is notified.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Lines">What is ordered.</param>
/// <param name="Total">The sum over all lines.</param>
/// <param name="PaymentToken">The payment provider's token.</param>
internal record OrderDraft(
    string CustomerId,
    string Email,
    string Currency,
    IReadOnlyList<OrderLine> Lines,
    decimal Total,
    string PaymentToken)
{
    /// <summary>Creates a draft from a request that has been checked.</summary>
    public static OrderDraft From(SubmitOrderRequest request)
    {
        var currency = request.Currency!;
        OrderLine[] lines =
        [
            .. request.Lines!.Select(line =>
                new OrderLine(line!.Sku!, line.Quantity!.Value, Currencies.Scale(line.UnitPrice!.Value, currency))),
        ];
        var total = Currencies.Scale(lines.Sum(line => line.Quantity * line.UnitPrice), currency);
        return new(request.CustomerId!, request.Email!, currency, lines, total, request.PaymentToken!);
    }

    /// <summary>
    /// A hash of the request's content that ignores the order of members, white space, and trailing zeros of prices.
    /// </summary>
    public string Fingerprint() =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web)));
}
