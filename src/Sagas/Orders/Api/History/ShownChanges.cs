using System.Text.Json;
using Sagas.Web.Text;

namespace Sagas.Orders.Api.History;

/// <summary>
/// What the API shows of a step's changes. The history itself keeps them in plain text, because applying them must give the
/// stored order; but not everyone who may look at an order needs to know how to reach and charge the customer.
/// </summary>
internal static class ShownChanges
{
    private static readonly Dictionary<string, Func<string, string>> Masks = new(StringComparer.Ordinal)
    {
        [FieldOf(nameof(OrderState.Email))] = Masking.Email,
        [FieldOf(nameof(OrderState.PaymentToken))] = Masking.PaymentToken,
    };

    /// <summary>Reads the changes of a step and masks what is not for everyone.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Of(string changes)
    {
        var shown = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(changes, JsonSerializerOptions.Web) ?? [];
        foreach (var (field, mask) in Masks)
        {
            if (shown.TryGetValue(field, out var value) && value.ValueKind != JsonValueKind.Null)
                shown[field] = JsonSerializer.SerializeToElement(mask(value.ToString()));
        }

        return shown;
    }

    private static string FieldOf(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);
}
