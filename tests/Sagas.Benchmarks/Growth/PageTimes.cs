using System.Net.Http.Json;
using Sagas.Benchmarks.Contests;
using Sagas.Benchmarks.Contests.Databases;
using Sagas.Benchmarks.Measuring;
using Sagas.Benchmarks.Service;
using Sagas.Hosting.Database;
using Sagas.Hosting.Transport;

namespace Sagas.Benchmarks.Growth;

/// <summary>How long callers wait for responses of the API, over HTTP and without any other load.</summary>
/// <param name="Page">What is requested.</param>
/// <param name="Times">How long it takes.</param>
internal sealed record PageTimes(string Page, Percentiles Times)
{
    public static async Task<IReadOnlyList<PageTimes>> MeasureAsync(
        PostgreSqlDatabase database, CancellationToken cancellationToken)
    {
        var orders = await KnownOrder.FindAsync(database, AskedAddress.WarmUps + AskedAddress.Times, cancellationToken);
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
        ("a page deep in the list", i => $"/orders?limit=50&cursor={orders[i].Cursor}"),
        ("state=Completed", _ => "/orders?limit=50&state=Completed"),
        ("customer=…", i => $"/orders?limit=50&customer={orders[i].CustomerId}"),
        ("from=…&to=… (a day)", i => $"/orders?limit=50&{orders[i].Day}"),
        ("GET /orders/{id}", i => $"/orders/{orders[i].OrderId}"),
        ("GET /orders/{id}/history", i => $"/orders/{orders[i].OrderId}/history"),
    ];

    private static async Task<Percentiles> MeasureAsync(
        HttpClient client, Func<int, string> address, CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>();
        await foreach (var (took, _) in AskedAddress.AskAsync(client, address, cancellationToken: cancellationToken))
            times.Add(took);
        return Percentiles.Of(times);
    }
}
