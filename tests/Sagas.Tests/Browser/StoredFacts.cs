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
            .ToDictionaryAsync(same => same.Key, same => same.LongCount()));
}
