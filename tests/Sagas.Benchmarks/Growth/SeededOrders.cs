using System.Diagnostics;
using Npgsql;
using Sagas.Benchmarks.Contests.Databases;

namespace Sagas.Benchmarks.Growth;

/// <summary>Fills a database with orders that ended long ago.</summary>
internal static class SeededOrders
{
    private const int OrdersAtATime = 50_000;
    private const int OrdersPerCustomer = 100;

    /// <summary>
    /// All inbox rows are within the duplicate-detection window, so that none are removed while the rest is measured.
    /// </summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(6);

    private static readonly TimeSpan Youngest = TimeSpan.FromMinutes(10);

    /// <summary>Fills the database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="orders">How many orders.</param>
    /// <param name="further">Further statements, which may call the functions of <see cref="SeedTexts"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task CreateAsync(
        ContestDatabase database, int orders, IReadOnlyList<string> further, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        await using var source =
            new NpgsqlDataSourceBuilder(database.ConnectionString) { ConnectionStringBuilder = { CommandTimeout = 0 } }.Build();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var first = DateTimeOffset.UtcNow - Oldest;
        await ExecuteAsync(connection, SeedTexts.Functions(
            orders, first.ToUnixTimeMilliseconds(), (long)(Oldest - Youngest).TotalMilliseconds,
            Math.Max(1, orders / OrdersPerCustomer)));
        for (var from = 1; from <= orders; from += OrdersAtATime)
        {
            var to = Math.Min(orders, from + OrdersAtATime - 1);
            foreach (var text in SeedTexts.Rows)
                await ExecuteAsync(connection, text, (long)from, (long)to);
            await Console.Error.WriteLineAsync(
                FormattableString.Invariant($"{to} orders are there after {Stopwatch.GetElapsedTime(begin).TotalSeconds:0} s"));
        }

        foreach (var text in further)
            await ExecuteAsync(connection, text);
        foreach (var text in SeedTexts.Settling)
            await ExecuteAsync(connection, text);
        database.Seeded = orders;

        async Task ExecuteAsync(NpgsqlConnection on, string text, params long[] values)
        {
#pragma warning disable CA2100 // The texts are constants but for numbers.
            await using var command = new NpgsqlCommand(text, on);
#pragma warning restore CA2100
            foreach (var value in values)
                command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = value });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
