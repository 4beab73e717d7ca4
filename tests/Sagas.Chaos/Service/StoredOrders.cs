using System.Data.Common;
using System.Globalization;

namespace Sagas.Chaos.Service;

/// <summary>Reads the service's tables with plain SQL, bypassing the service and any proxy.</summary>
/// <param name="open">Opens a connection.</param>
internal sealed class StoredOrders(Func<CancellationToken, Task<DbConnection>> open)
{
    private const string Final = "'Completed', 'Rejected', 'Cancelled'";

    /// <summary>The orders that have not ended.</summary>
    public async Task<HashSet<Guid>> ReadOpenAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync($"""SELECT "OrderId" FROM "Orders" WHERE "CurrentState" NOT IN ({Final})""", cancellationToken))
            .Select(row => Id(row[0]))];

    /// <summary>Every order, and its state.</summary>
    public async Task<Dictionary<Guid, string>> ReadStatesAsync(CancellationToken cancellationToken) =>
        (await ReadAsync("""SELECT "OrderId", "CurrentState" FROM "Orders" """, cancellationToken))
        .ToDictionary(row => Id(row[0]), row => (string)row[1]);

    /// <summary>The orders that need an operator's attention, and why.</summary>
    public async Task<IReadOnlyList<(Guid OrderId, string Reason)>> ReadReasonsOfAttentionAsync(
        CancellationToken cancellationToken) =>
    [
        .. (await ReadAsync(
            """SELECT "OrderId", COALESCE("Reason", '') FROM "Orders" WHERE "CurrentState" = 'NeedsAttention' """,
            cancellationToken))
            .Select(row => (Id(row[0]), (string)row[1])),
    ];

    /// <summary>Counts the messages that wait to be sent, and the timers.</summary>
    public async Task<(long Messages, long Timers)> CountOutboxAsync(CancellationToken cancellationToken)
    {
        var row = (await ReadAsync("""SELECT count(*), count("DueAt") FROM "OutboxMessages" """, cancellationToken)).Single();
        var (all, timers) =
            (Convert.ToInt64(row[0], CultureInfo.InvariantCulture), Convert.ToInt64(row[1], CultureInfo.InvariantCulture));
        return (all - timers, timers);
    }

    /// <summary>Reads the dead letters.</summary>
    public async Task<IReadOnlyList<StoredDeadLetter>> ReadDeadLettersAsync(CancellationToken cancellationToken) =>
    [
        .. (await ReadAsync(
            """SELECT "Endpoint", "Reason", "Body", "Headers" FROM "DeadLetters" ORDER BY "DeadAt" """, cancellationToken))
            .Select(row => new StoredDeadLetter((string)row[0], (string)row[1], (string)row[2], (string)row[3])),
    ];

    /// <summary>Finds orders for which the simulated gateway, if there is one, holds more than one charge.</summary>
    public async Task<IReadOnlyList<Guid>> ReadDoubleChargesAsync(CancellationToken cancellationToken) =>
    [
        .. (await ReadAsync(
            """SELECT "OrderId" FROM "SimulatedCharges" WHERE "ChargeId" IS NOT NULL GROUP BY "OrderId" HAVING count(*) > 1""",
            cancellationToken))
            .Select(row => Id(row[0])),
    ];

    /// <summary>Reads a property of the database itself.</summary>
    public async Task<string> AskAsync(string question, CancellationToken cancellationToken) =>
        Convert.ToString((await ReadAsync(question, cancellationToken)).Single()[0], CultureInfo.InvariantCulture) ?? "";

    private async Task<List<object[]>> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<object[]>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    // SQLite keeps it as text.
    private static Guid Id(object value) => value is Guid id ? id : Guid.Parse((string)value, CultureInfo.InvariantCulture);
}
