using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Databases;
using Sagas.Durability.History;
using Sagas.Durability.Tables;
using Sagas.Orders;

namespace Sagas.Tests.Journeys;

/// <summary>Makes an order of its history again, and compares it with the stored one.</summary>
internal sealed class HistoryFold(DbContext database)
{
    private readonly StoredTable _table = StoredTable.Of<OrderState>(database);

    public IEnumerable<string> Differences(OrderState order, IReadOnlyList<SagaTransition> steps)
    {
        // The API stores the row before the process has begun; until then there is nothing to fold.
        if (order.Version == 0)
            yield break;

        var folded = SagaSnapshot.Describe(_table, new OrderState());
        foreach (var (field, value) in steps.SelectMany(
            step => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(step.Changes)!))
            folded[field] = value;

        var stored = SagaSnapshot.Describe(_table, order);
        foreach (var field in folded.Keys.Union(stored.Keys, StringComparer.Ordinal))
        {
            var (isFolded, isStored) = (folded.TryGetValue(field, out var told), stored.TryGetValue(field, out var kept));
            if (!isFolded || !isStored || !JsonElement.DeepEquals(told, kept))
                yield return $"has {field} {Text(isStored, kept)}, and its history folds to {Text(isFolded, told)}.";
        }
    }

    private static string Text(bool isThere, JsonElement value) => isThere ? value.GetRawText() : "nothing";
}
