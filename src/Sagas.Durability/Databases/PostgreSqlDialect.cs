using System.Data.Common;

namespace Sagas.Durability.Databases;

/// <summary>PostgreSQL: instances pass over each other's claims with SKIP LOCKED.</summary>
internal sealed class PostgreSqlDialect : DatabaseDialect
{
    public override string ProviderName => "Npgsql.EntityFrameworkCore.PostgreSQL";

    public override bool SingleWriter => false;

    public override string InsertIfAbsent(StoredTable table, string values) =>
        $"INSERT INTO {table.Name} ({table.ColumnList}) VALUES {values} ON CONFLICT DO NOTHING";

    public override string ClaimDue(StoredTable outbox)
    {
        var (id, visible) = (outbox["OutboxId"].Name, outbox["VisibleAt"].Name);
        return $$"""
            UPDATE {{outbox.Name}} AS o SET {{visible}} = {1}
            FROM (SELECT {{id}} FROM {{outbox.Name}} WHERE {{visible}} <= {0} ORDER BY {{visible}} LIMIT {2} FOR UPDATE SKIP LOCKED) AS due
            WHERE o.{{id}} = due.{{id}}
            RETURNING o.*
            """;
    }

    public override string RemoveOld(StoredTable table, StoredColumn age) =>
        $$"""
        DELETE FROM {{table.Name}} WHERE ctid IN (
            SELECT ctid FROM {{table.Name}} WHERE {{age.Name}} < {0}
            ORDER BY {{age.Name}} LIMIT {1} FOR UPDATE SKIP LOCKED)
        """;

    public override string LockFree(StoredTable table, string condition) =>
        $"SELECT * FROM {table.Name} WHERE {condition} FOR UPDATE SKIP LOCKED";

    public override string Take(StoredTable table, string condition) =>
        $"DELETE FROM {table.Name} WHERE {condition} RETURNING *";

    public override string Move(RowMove move) =>
        $"""
        WITH gone AS (DELETE FROM {move.From.Name} WHERE {move.Condition} RETURNING {move.Taken()})
        INSERT INTO {move.Target} SELECT {move.Taken()}, {move.Value} FROM gone
        """;

    // https://www.postgresql.org/docs/current/errcodes-appendix.html: unique_violation
    public override bool IsUniqueViolation(DbException exception) =>
        string.Equals(exception.SqlState, "23505", StringComparison.Ordinal);
}
