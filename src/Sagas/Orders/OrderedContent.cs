using Sagas.Rules;
using Sagas.Web.Problems;

namespace Sagas.Orders;

/// <summary>What a customer orders, however it comes in; anything may be missing.</summary>
/// <param name="CustomerId">Who orders.</param>
/// <param name="Email">Where the customer is notified.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Lines">What is ordered.</param>
/// <param name="PaymentToken">The payment provider's token.</param>
internal readonly record struct OrderedContent(
    string? CustomerId, string? Email, string? Currency, IReadOnlyList<OrderedLine?>? Lines, string? PaymentToken)
{
    /// <summary>The rules for what is ordered. All errors are reported at once.</summary>
    /// <returns>The sum of the lines; null if it cannot be told because one of them is wrong.</returns>
    public static decimal? Check(OrderedContent order, FieldErrors errors)
    {
        errors.CheckText("customerId", order.CustomerId, OrderLimits.CustomerId);
        errors.CheckEmail("email", order.Email, OrderLimits.Email);
        var decimals = errors.CheckCurrency("currency", order.Currency);
        var total = CheckLines(order, decimals, errors);
        errors.CheckText("paymentToken", order.PaymentToken, OrderLimits.PaymentToken);
        return total;
    }

    private static decimal? CheckLines(OrderedContent order, int? decimals, FieldErrors errors)
    {
        switch (order.Lines)
        {
            case null:
                errors.Add("lines", "Is required.");
                return null;
            case { Count: 0 or > OrderLimits.Lines }:
                errors.Add("lines", $"Must have 1 to {OrderLimits.Lines} lines, but has {order.Lines.Count}.");
                return null;
            default:
                for (var place = 0; place < order.Lines.Count; place++)
                    CheckLine($"lines[{place}]", order.Lines[place], order.Currency, decimals, errors);
                return CheckTotal(order.Lines, errors);
        }
    }

    private static void CheckLine(string path, OrderedLine? ordered, string? currency, int? decimals, FieldErrors errors)
    {
        if (ordered is not { } line)
        {
            errors.Add(path, "Is required.");
            return;
        }

        errors.CheckText($"{path}.sku", line.Sku, OrderLimits.Sku);

        if (line.Quantity is null)
            errors.Add($"{path}.quantity", "Is required.");
        else if (line.Quantity is < 1 or > OrderLimits.Quantity)
            errors.Add($"{path}.quantity", $"Must be 1 to {OrderLimits.Quantity}, but is {line.Quantity}.");

        if (line.UnitPrice is null)
            errors.Add($"{path}.unitPrice", "Is required.");
        else if (line.UnitPrice is < 0 or > OrderLimits.UnitPrice)
            errors.Add($"{path}.unitPrice", $"Must be 0 to {OrderLimits.UnitPrice}, but is {line.UnitPrice}.");
        else if (decimals is not null)
            errors.CheckDecimals($"{path}.unitPrice", line.UnitPrice.Value, currency, decimals);
    }

    // A wrong total that follows from wrong lines would only report the same mistake twice.
    private static decimal? CheckTotal(IReadOnlyList<OrderedLine?> lines, FieldErrors errors)
    {
        if (!lines.All(
            line => line is { Quantity: >= 1 and <= OrderLimits.Quantity, UnitPrice: >= 0 and <= OrderLimits.UnitPrice }))
            return null;
        var total = lines.Sum(line => line!.Value.Quantity!.Value * line.Value.UnitPrice!.Value);
        if (total is > 0 and <= OrderLimits.Total)
            return total;
        errors.Add("lines", $"The total must be more than 0 and at most {OrderLimits.Total}, but is {total}.");
        return null;
    }
}

/// <summary>One line of what is ordered.</summary>
/// <param name="Sku">The seller's article number.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">Price of one.</param>
internal readonly record struct OrderedLine(string? Sku, int? Quantity, decimal? UnitPrice);
