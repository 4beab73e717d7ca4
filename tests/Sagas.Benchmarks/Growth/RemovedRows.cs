using System.Diagnostics;
using Npgsql;

namespace Sagas.Benchmarks.Growth;

/// <summary>Observes how rows are removed from a table, using the server's own statistics, which are a second late.</summary>
internal sealed class RemovedRows : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlDataSource _database;
    private readonly string _table;
    private readonly CancellationTokenSource _stopping = new();
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly List<(TimeSpan At, long Removed)> _readings = [];
    private Task _watching = Task.CompletedTask;

    private RemovedRows(string connectionString, string table)
    {
        _database = NpgsqlDataSource.Create(connectionString);
        _table = table;
    }

    public static async Task<RemovedRows> WatchAsync(string connectionString, string table, CancellationToken cancellationToken)
    {
        var rows = new RemovedRows(connectionString, table);
        await rows.ReadAsync(cancellationToken);
        rows._watching = Task.Run(rows.ReadOnAsync, cancellationToken);
        return rows;
    }

    /// <summary>How many were removed per second, from the first to the last removal that was seen.</summary>
    public async Task<double> StopAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        var (before, after) = (_readings[0].Removed, _readings[^1].Removed);
        var begin = _readings.FindLast(reading => reading.Removed == before).At;
        var end = _readings.Find(reading => reading.Removed == after).At;
        return after == before ? 0 : (after - before) / (end - begin).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        _stopping.Dispose();
        await _database.DisposeAsync();
    }

    private async Task ReadOnAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
                await ReadAsync(CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand("SELECT n_tup_del FROM pg_stat_user_tables WHERE relname = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _table });
        _readings.Add((Stopwatch.GetElapsedTime(_begin), (long)(await command.ExecuteScalarAsync(cancellationToken))!));
    }
}
