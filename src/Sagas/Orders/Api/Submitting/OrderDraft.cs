using System.Security.Cryptography;
using System.Text.Json;
using Sagas.Contracts.Orders;

namespace Sagas.Orders.Api.Submitting;

/// <summary>An order whose request is in order, with prices at the currency's scale and its total.</summary>
/// <param name="CustomerId">Who orders.</param>
/// <param name="Email">Where the customer is told.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Lines">What is ordered.</param>
/// <param name="Total">The sum over all lines.</param>
/// <param name="PaymentToken">The payment provider's token.</param>
public record OrderDraft(
    string CustomerId,
    string Email,
    string Currency,
    IReadOnlyList<OrderLine> Lines,
    decimal Total,
    string PaymentToken)
{
    /// <summary>Takes over a request that was checked.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The draft.</returns>
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

    /// <summary>What the request says, whatever the order of its members, its spaces or the zeros behind its prices.</summary>
    /// <returns>A SHA-256 hash in hexadecimal digits.</returns>
    public string Fingerprint() =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web)));
}
