using Microsoft.Data.Sqlite;

namespace Sagas.Benchmarks.Floors.Sqlite;

/// <summary>
/// A connection of the floors to SQLite: set up like the service's, with cached commands, so that each is parsed once.
/// </summary>
internal sealed class SqliteFloor : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public SqliteFloor(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
        foreach (var setting in new[] { "PRAGMA busy_timeout = 10000", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL" })
            Run(new SqliteStatement(setting));
    }

    /// <summary>Writes the units in one transaction: if one statement fails, nothing has happened.</summary>
    public void Write(IReadOnlyList<FloorUnit> units)
    {
        var now = DateTime.UtcNow;
        Run(new SqliteStatement("BEGIN IMMEDIATE"));
        try
        {
            foreach (var statement in units.SelectMany(unit => SqliteTexts.Of(unit, now)))
                Run(statement);
            Run(new SqliteStatement("COMMIT"));
        }
        catch (SqliteException)
        {
            Run(new SqliteStatement("ROLLBACK"));
            throw;
        }
    }

    public FloorState Read(Guid orderId)
    {
        using var row = CommandFor(new SqliteStatement(SqliteTexts.FindOrder, orderId)).ExecuteReader();
        return row.Read() ? FloorState.Read(row) : throw new InvalidOperationException($"There is no order {orderId}.");
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private void Run(SqliteStatement statement) => CommandFor(statement).ExecuteNonQuery();

    private SqliteCommand CommandFor(SqliteStatement statement)
    {
        if (!_commands.TryGetValue(statement.Text, out var command))
        {
            _commands.Add(statement.Text, command = _connection.CreateCommand());
#pragma warning disable CA2100 // The texts are constants.
            command.CommandText = statement.Text;
#pragma warning restore CA2100
            for (var i = 0; i < statement.Values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = FormattableString.Invariant($"${i + 1}") });
        }

        for (var i = 0; i < statement.Values.Length; i++)
            command.Parameters[i].Value = statement.Values[i] ?? DBNull.Value;
        return command;
    }
}
