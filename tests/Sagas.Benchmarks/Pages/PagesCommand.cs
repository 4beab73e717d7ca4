using System.CommandLine;
using System.Text;
using Sagas.Benchmarks.Contests;
using Sagas.Benchmarks.Contests.Databases;
using Sagas.Benchmarks.Growth;
using Sagas.Benchmarks.Measuring;
using Sagas.Benchmarks.Service;
using Sagas.Hosting.Database;
using Sagas.Hosting.Transport;

namespace Sagas.Benchmarks.Pages;

/// <summary><c>pages</c>: how long operators wait for their pages on a database that holds many orders.</summary>
internal static class PagesCommand
{
    public static Command Create()
    {
        var orders = new Option<int>("--orders")
        {
            Description = "How many ended orders the database holds",
            DefaultValueFactory = _ => 1_000_000,
        };
        var json = new Option<FileInfo?>("--json") { Description = "A file to which the result is also written" };
        var command = new Command(
            "pages", "Measures the operations pages on a big database, on the RabbitMQ and PostgreSQL of ConnectionStrings.")
        {
            orders,
            json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var count = parsed.GetValue(orders);
            var pages = await MeasureAsync(count, cancellationToken);
            await Console.Out.WriteLineAsync(ToTable(count, pages));
            await ResultFile.WriteAsync(parsed.GetValue(json), pages, cancellationToken);
        });
        return command;
    }

    private static async Task<IReadOnlyList<MeasuredPage>> MeasureAsync(int count, CancellationToken cancellationToken)
    {
        await using var database = new PostgreSqlDatabase(Servers.PostgreSql, "operated");
        await database.CreateAsync(cancellationToken);
        await SeededOrders.CreateAsync(database, count, PageSeeds.Texts(count), cancellationToken);
        var orders = await KnownOrder.FindAsync(database, AskedAddress.WarmUps + AskedAddress.Times, cancellationToken);

        await using var service = await RunningService.StartAsync(
            TransportKind.RabbitMq, DatabaseKind.PostgreSql, ServiceContestant.On(database), cancellationToken);
        using var client = new HttpClient { BaseAddress = service.Address };
        using var time = new DatabaseTime();
        var measured = new List<MeasuredPage>();
        foreach (var (page, address) in OperationsPages.Of(orders))
            measured.Add(await MeasuredPage.MeasureAsync(client, page, address, time, cancellationToken));
        return measured;
    }

    private static string ToTable(int count, IReadOnlyList<MeasuredPage> pages)
    {
        var table = new StringBuilder();
        Add(table,
            $"The database holds {count} completed orders, {count / PageSeeds.OrdersPerWaiting} that have been waiting for a long time, {count / PageSeeds.OrdersPerLetter} dead letters and {count} audit entries.");
        table.AppendLine();
        Add(table,
            $"| milliseconds | at the database, median | worst of {AskedAddress.Times} | over HTTP, median | worst of {AskedAddress.Times} | kB |");
        table.AppendLine("|---|--:|--:|--:|--:|--:|");
        foreach (var page in pages)
            table.AppendLine(page.ToString());
        return table.ToString();
    }

    private static void Add(StringBuilder table, FormattableString line) => table.AppendLine(FormattableString.Invariant(line));
}
