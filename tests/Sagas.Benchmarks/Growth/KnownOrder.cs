using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Benchmarks.Contests.Databases;
using Sagas.Orders;
using Sagas.Web.Lists;

namespace Sagas.Benchmarks.Growth;

/// <summary>An order that can be requested.</summary>
internal sealed record KnownOrder(Guid OrderId, string CustomerId, DateTimeOffset SubmittedAt)
{
    /// <summary>Its position in lists.</summary>
    public string Cursor => new ListCursor(SubmittedAt, OrderId).ToString();

    /// <summary>The parameters that request the orders of a day, starting with this one.</summary>
    public string Day => $"from={Iso(SubmittedAt)}&to={Iso(SubmittedAt.AddDays(1))}";

    /// <summary>Finds orders that are evenly spread over time.</summary>
    public static async Task<IReadOnlyList<KnownOrder>> FindAsync(
        ContestDatabase database, int count, CancellationToken cancellationToken)
    {
        await using var services = database.Open();
        await using var scope = services.CreateAsyncScope();
        var orders = scope.ServiceProvider.GetRequiredService<DbContext>().Set<OrderState>().AsNoTracking();
        var (first, last) = (await orders.MinAsync(order => order.SubmittedAt, cancellationToken),
            await orders.MaxAsync(order => order.SubmittedAt, cancellationToken));
        var found = new List<KnownOrder>();
        for (var i = 0; i < count; i++)
        {
            var at = first + ((last - first) * i / count);
            found.Add(await orders.Where(order => order.SubmittedAt >= at).OrderBy(order => order.SubmittedAt)
                .Select(order => new KnownOrder(order.CorrelationId, order.CustomerId, order.SubmittedAt))
                .FirstAsync(cancellationToken));
        }

        return found;
    }

    private static string Iso(DateTimeOffset time) => FormattableString.Invariant($"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
}
