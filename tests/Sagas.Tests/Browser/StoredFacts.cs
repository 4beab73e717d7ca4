using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Hosting.Database;
using Sagas.Operations.Alerts;
using Sagas.Orders;

namespace Sagas.Tests.Browser;

/// <summary>What the pages tell, counted in the tables themselves.</summary>
internal sealed record StoredFacts(long DeadLetters, long Stuck, IReadOnlyDictionary<string, long> Orders)
{
    public static async Task<StoredFacts> ReadAsync(SagasDbContext db) => new(
        await db.Set<DeadLetter>().LongCountAsync(),
        await db.Set<SagaAlert>().LongCountAsync(alert => alert.ClosedAt == null),
        await db.Set<OrderState>().GroupBy(order => order.CurrentState)
            .Select(same => new { State = same.Key, Count = same.LongCount() })
            .ToDictionaryAsync(same => same.State, same => same.Count, StringComparer.Ordinal));

    /// <summary>Whether the API's overview says the same.</summary>
    public bool AreToldBy(JsonElement overview) =>
        overview.GetProperty("deadLetterCount").GetInt64() == DeadLetters
        && overview.GetProperty("openAlerts").GetInt64() + overview.GetProperty("acknowledgedAlerts").GetInt64() == Stuck
        && Orders.All(order => overview.GetProperty("sagaTypes")[0].GetProperty("counts")
            .TryGetProperty(order.Key, out var count) && count.GetInt64() == order.Value);
}
