using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sagas.Operations.Shell;

/// <summary>
/// Amounts are written in one way on all pages. A database keeps 59.70 as 59.7 or as 59.7000, and a message has it as its sender
/// wrote it: people should not have to wonder whether that is the same.
/// </summary>
internal static class ShownAmounts
{
    /// <summary>JSON whose amounts are written like all others.</summary>
    /// <param name="name">The name of the member.</param>
    /// <param name="value">Its value.</param>
    /// <param name="amounts">The names of members that are amounts, at any depth.</param>
    /// <returns>The value itself if there are no amounts in it, or else a copy.</returns>
    public static JsonNode? In(string name, JsonNode? value, IReadOnlySet<string> amounts) => value switch
    {
        JsonObject members => new JsonObject(
            members.Select(member => KeyValuePair.Create(member.Key, In(member.Key, member.Value, amounts)?.DeepClone()))),
        JsonArray items => new JsonArray([.. items.Select(item => In(name, item, amounts)?.DeepClone())]),
        not null when value.GetValueKind() == JsonValueKind.Number && amounts.Contains(name)
            && decimal.TryParse(value.ToJsonString(), Shown.AmountStyle, Shown.Culture, out var amount) =>
            // As it is written, because a number would lose its last zero.
            JsonNode.Parse(Shown.Amount(amount)),
        _ => value,
    };
}
