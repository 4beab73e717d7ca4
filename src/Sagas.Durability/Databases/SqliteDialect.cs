using System.Data.Common;

namespace Sagas.Durability.Databases;

/// <summary>SQLite: one writer at a time, so claims need no locks.</summary>
internal sealed class SqliteDialect : DatabaseDialect
{
    public override string ProviderName => "Microsoft.EntityFrameworkCore.Sqlite";

    public override bool SingleWriter => true;

    public override string? FindDamage => "PRAGMA quick_check(1)";

    public override string InsertIfAbsent(StoredTable table, string values) =>
        $"INSERT INTO {table.Name} ({table.ColumnList}) VALUES {values} ON CONFLICT DO NOTHING";

    public override string ClaimDue(StoredTable outbox)
    {
        var (id, visible) = (outbox["OutboxId"].Name, outbox["VisibleAt"].Name);
        return $$"""
            UPDATE {{outbox.Name}} SET {{visible}} = {1}
            WHERE {{id}} IN (SELECT {{id}} FROM {{outbox.Name}} WHERE {{visible}} <= {0} ORDER BY {{visible}} LIMIT {2})
            RETURNING *
            """;
    }

    public override string RemoveOld(StoredTable table, StoredColumn age) =>
        $$"""
        DELETE FROM {{table.Name}} WHERE rowid IN (
            SELECT rowid FROM {{table.Name}} WHERE {{age.Name}} < {0} ORDER BY {{age.Name}} LIMIT {1})
        """;

    public override string LockFree(StoredTable table, string condition) =>
        $"SELECT * FROM {table.Name} WHERE {condition}";

    public override string Take(StoredTable table, string condition) =>
        $"DELETE FROM {table.Name} WHERE {condition} RETURNING *";

    // Nobody else writes between the two statements.
    public override string Move(RowMove move) =>
        $"""
        INSERT INTO {move.Target} SELECT {move.Taken()}, {move.Value} FROM {move.From.Name} WHERE {move.Condition};
        DELETE FROM {move.From.Name} WHERE {move.Condition}
        """;

    // SQLITE_CONSTRAINT is 19; SqliteException has the code in its message, so no reference to the provider is needed.
    public override bool IsUniqueViolation(DbException exception) =>
        exception.Message.StartsWith("SQLite Error 19:", StringComparison.Ordinal)
        && exception.Message.Contains("UNIQUE constraint failed", StringComparison.Ordinal);
}
