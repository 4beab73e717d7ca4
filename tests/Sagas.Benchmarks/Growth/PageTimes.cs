using System.Diagnostics;
using System.Net.Http.Json;
using Sagas.Benchmarks.Contests;
using Sagas.Benchmarks.Contests.Databases;
using Sagas.Benchmarks.Measuring;
using Sagas.Benchmarks.Service;
using Sagas.Hosting;
using Sagas.Orders.Api.Listing;

namespace Sagas.Benchmarks.Growth;

/// <summary>How long callers wait for what they ask of the API, over HTTP and without any other load.</summary>
/// <param name="Page">What is asked for.</param>
/// <param name="Times">How long it takes.</param>
internal sealed record PageTimes(string Page, Percentiles Times)
{
    private const int WarmUps = 5;
    private const int Measured = 20;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static async Task<IReadOnlyList<PageTimes>> MeasureAsync(PostgreSqlDatabase database, CancellationToken cancellationToken)
    {
        var orders = await KnownOrder.FindAsync(database, WarmUps + Measured, cancellationToken);
        await using var service = await RunningService.StartAsync(
            TransportKind.RabbitMq, DatabaseKind.PostgreSql, ServiceContestant.On(database), cancellationToken);
        using var client = new HttpClient { BaseAddress = service.Address };
        var first = await client.GetFromJsonAsync<Listed>(new Uri("/orders?limit=50", UriKind.Relative), cancellationToken);
        var measured = new List<PageTimes>();
        foreach (var (page, address) in Pages(orders, first!.Next!))
            measured.Add(new PageTimes(page, await MeasureAsync(client, address, cancellationToken)));
        return measured;
    }

    private sealed record Listed(string? Next);

    private static IEnumerable<(string Page, Func<int, string> Address)> Pages(IReadOnlyList<KnownOrder> orders, string next) =>
    [
        ("GET /orders?limit=50", _ => "/orders?limit=50"),
        ("its next page", _ => $"/orders?limit=50&cursor={next}"),
        ("a page deep in the list", i => $"/orders?limit=50&cursor={new OrderCursor(orders[i].SubmittedAt, orders[i].OrderId)}"),
        ("state=Completed", _ => "/orders?limit=50&state=Completed"),
        ("customer=…", i => $"/orders?limit=50&customer={orders[i].CustomerId}"),
        ("from=…&to=… (a day)", i => $"/orders?limit=50&from={Iso(orders[i].SubmittedAt)}&to={Iso(orders[i].SubmittedAt + Day)}"),
        ("GET /orders/{id}", i => $"/orders/{orders[i].OrderId}"),
        ("GET /orders/{id}/history", i => $"/orders/{orders[i].OrderId}/history"),
    ];

    private static string Iso(DateTimeOffset time) => FormattableString.Invariant($"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");

    private static async Task<Percentiles> MeasureAsync(HttpClient client, Func<int, string> address, CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < WarmUps + Measured; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            // Throws unless it is answered with 200.
            await client.GetByteArrayAsync(new Uri(address(i), UriKind.Relative), cancellationToken);
            if (i >= WarmUps)
                times.Add(Stopwatch.GetElapsedTime(begin));
        }

        return Percentiles.Of(times);
    }
}
