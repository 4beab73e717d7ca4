using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Sagas.Durability.Databases;

/// <summary>
/// Settings that SQLite wants per connection: a wait for the other writer in milliseconds rather than in the client's slow
/// polling, a log beside the file so that readers and the writer do not wait for each other, and commits that survive a
/// power loss. Does nothing on other databases.
/// </summary>
internal sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    public static readonly SqliteConnectionSettings Instance = new();

    // The client keeps open what it has opened, under one handle after the other connection object, with its settings.
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
        // One by one: of several texts in one command the client runs those after the first answer without a word of
        // what becomes of them.
        foreach (var setting in new[] { "busy_timeout = 10000", "journal_mode = WAL", "synchronous = FULL" })
        {
            command.CommandText = "PRAGMA " + setting;
            command.ExecuteNonQuery();
        }
    }

    private bool IsNew(DbConnection connection) =>
        HandleOf(connection) is not { } handle || _known.TryAdd(handle, handle);

    // The durable layer knows no client of any database.
    private static object? HandleOf(DbConnection connection) => connection.GetType().GetProperty("Handle")?.GetValue(connection);

    // EF Core looks by a read-only connection whether the file exists. The settings say how to write, and after a crash
    // the first statement would have to recover the log, which such a connection may not.
    private static bool IsReadOnly(DbConnection connection) =>
        connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase);
}
