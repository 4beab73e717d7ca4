using Sagas.Web.Problems;

namespace Sagas.Orders.Api.Submitting;

/// <summary>The rules for an order. All errors are reported at once.</summary>
internal static class SubmitOrderValidator
{
    /// <summary>Checks a request.</summary>
    public static void Check(SubmitOrderRequest request, FieldErrors errors)
    {
        errors.CheckText("customerId", request.CustomerId, OrderLimits.CustomerId);
        if (errors.CheckText("email", request.Email, OrderLimits.Email) && !EmailRule.IsPlausible(request.Email!))
            errors.Add("email", "Must be an e-mail address such as ada@example.com.");
        var decimals = CheckCurrency(request.Currency, errors);
        CheckLines(request, decimals, errors);
        errors.CheckText("paymentToken", request.PaymentToken, OrderLimits.PaymentToken);
    }

    private static int? CheckCurrency(string? currency, FieldErrors errors)
    {
        var decimals = currency is null ? null : Currencies.DecimalsOf(currency);
        if (currency is null)
            errors.Add("currency", "Is required.");
        else if (decimals is null)
            errors.Add("currency", "Must be the ISO 4217 code of an active currency, in capitals, such as EUR.");
        return decimals;
    }

    private static void CheckLines(SubmitOrderRequest request, int? decimals, FieldErrors errors)
    {
        switch (request.Lines)
        {
            case null:
                errors.Add("lines", "Is required.");
                break;
            case { Count: 0 or > OrderLimits.Lines }:
                errors.Add("lines", $"Must have 1 to {OrderLimits.Lines} lines, but has {request.Lines.Count}.");
                break;
            default:
                for (var place = 0; place < request.Lines.Count; place++)
                    CheckLine($"lines[{place}]", request.Lines[place], request.Currency, decimals, errors);
                CheckTotal(request.Lines, errors);
                break;
        }
    }

    private static void CheckLine(string path, SubmitOrderLine? line, string? currency, int? decimals, FieldErrors errors)
    {
        if (line is null)
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
        else if (decimals is { } allowed && decimal.Round(line.UnitPrice.Value, allowed) != line.UnitPrice)
            errors.Add(
                $"{path}.unitPrice", $"Must have no more than {allowed} decimals, as {currency} has, but is {line.UnitPrice}.");
    }

    // A wrong total that follows from wrong lines would only report the same mistake twice.
    private static void CheckTotal(IReadOnlyList<SubmitOrderLine?> lines, FieldErrors errors)
    {
        if (!lines.All(
            line => line is { Quantity: >= 1 and <= OrderLimits.Quantity, UnitPrice: >= 0 and <= OrderLimits.UnitPrice }))
            return;
        var total = lines.Sum(line => line!.Quantity!.Value * line.UnitPrice!.Value);
        if (total is <= 0 or > OrderLimits.Total)
            errors.Add("lines", $"The total must be more than 0 and at most {OrderLimits.Total}, but is {total}.");
    }
}
