using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Sagas.Durability.Databases;

/// <summary>
/// Settings that SQLite needs per connection: its own wait for another writer, in milliseconds, instead of the client's slow
/// polling; a write-ahead log beside the file, so that readers and the writer do not wait for each other; and commits that
/// survive a power loss. Does nothing on other databases.
/// </summary>
internal sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    public static readonly SqliteConnectionSettings Instance = new();

    // The client pools handles: the same handle, with its settings, serves one connection object after another.
    private readonly ConditionalWeakTable<object, object> _known = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // SQLite's driver is synchronous.
        Apply(connection);
        return Task.CompletedTask;
    }

    private void Apply(DbConnection connection)
    {
        if (connection.GetType().Name != "SqliteConnection" || IsReadOnly(connection) || !IsNew(connection))
            return;

        using var command = connection.CreateCommand();
        // One by one: if several statements share a command, the client runs those after the first result without reporting
        // whether they failed.
        foreach (var setting in new[] { "busy_timeout = 10000", "journal_mode = WAL", "synchronous = FULL" })
        {
            command.CommandText = "PRAGMA " + setting;
            command.ExecuteNonQuery();
        }
    }

    private bool IsNew(DbConnection connection) =>
        HandleOf(connection) is not { } handle || _known.TryAdd(handle, handle);

    // The durable layer refers to no database client.
    private static object? HandleOf(DbConnection connection) => connection.GetType().GetProperty("Handle")?.GetValue(connection);

    // EF Core opens a read-only connection to see whether the file exists. The settings are for writing; after a crash the first
    // statement would also have to recover the log, which a read-only connection must not do.
    private static bool IsReadOnly(DbConnection connection) =>
        connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase);
}
