using Sagas.Web.Problems;

namespace Sagas.Orders.Api.Submitting;

/// <summary>Applies the rules for an order to a request. All errors are reported at once.</summary>
internal static class SubmitOrderValidator
{
    /// <summary>Checks a request.</summary>
    public static void Check(SubmitOrderRequest request, FieldErrors errors)
    {
        var lines = request.Lines?
            .Select(line => line is null ? (OrderedLine?)null : new OrderedLine(line.Sku, line.Quantity, line.UnitPrice))
            .ToList();
        OrderedContent.Check(
            new OrderedContent(request.CustomerId, request.Email, request.Currency, lines, request.PaymentToken), errors);
    }
}
