using System.Text.Json;
using Sagas.Web.Text;

namespace Sagas.Orders.Api.History;

/// <summary>
/// What the API shows of the changes of steps. The history itself keeps them in plain text, because applying them must give the
/// stored order; but not everyone who may look at an order needs to know how to reach and charge the customer.
/// </summary>
internal sealed class ShownChanges
{
    private static readonly Dictionary<string, Func<string, string>> Masks = new(StringComparer.Ordinal)
    {
        [FieldOf(nameof(OrderState.Email))] = Masking.Email,
        [FieldOf(nameof(OrderState.PaymentToken))] = Masking.PaymentToken,
    };

    // Whatever a step has written there is hidden in the texts of all of them.
    private readonly SecretTexts _secrets = new();

    /// <summary>Learns what is hidden.</summary>
    /// <param name="changes">The changes of all steps.</param>
    public ShownChanges(IEnumerable<string> changes)
    {
        foreach (var (field, value) in changes.SelectMany(Read))
        {
            if (Masks.TryGetValue(field, out var mask) && value.ValueKind == JsonValueKind.String)
                _secrets.Add(value.GetString()!, mask(value.GetString()!));
        }
    }

    /// <summary>Reads the changes of a step and masks what is not for everyone.</summary>
    public IReadOnlyDictionary<string, JsonElement> Of(string changes) =>
        Read(changes).ToDictionary(change => change.Key, change => Shown(change.Key, change.Value), StringComparer.Ordinal);

    private JsonElement Shown(string field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return value;
        if (Masks.TryGetValue(field, out var mask))
            return JsonSerializer.SerializeToElement(mask(value.ToString()));
        return value.ValueKind == JsonValueKind.String
            ? JsonSerializer.SerializeToElement(SecretPatterns.HideIn(_secrets.HideIn(value.GetString()!)))
            : value;
    }

    private static Dictionary<string, JsonElement> Read(string changes) =>
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(changes, JsonSerializerOptions.Web) ?? [];

    private static string FieldOf(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);
}
