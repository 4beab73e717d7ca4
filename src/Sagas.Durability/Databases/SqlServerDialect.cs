using System.Data.Common;

namespace Sagas.Durability.Databases;

/// <summary>SQL Server: instances pass over each other's claims with READPAST.</summary>
internal sealed class SqlServerDialect : DatabaseDialect
{
    public override string ProviderName => "Microsoft.EntityFrameworkCore.SqlServer";

    public override bool SingleWriter => false;

    // The server takes 2,100; some room is left for those that EF Core adds.
    public override int ParameterLimit => 2_000;

    // HOLDLOCK keeps the gap of the missing key locked, so that two instances cannot both find it missing.
    public override string InsertIfAbsent(StoredTable table, string values, string keyMatches) =>
        $"""
        INSERT INTO {table.Name} ({table.ColumnList}) SELECT * FROM (VALUES {values}) AS new ({table.ColumnList})
        WHERE NOT EXISTS (SELECT 1 FROM {table.Name} WITH (UPDLOCK, HOLDLOCK, ROWLOCK) WHERE {keyMatches})
        """;

    public override string ClaimDue(StoredTable outbox)
    {
        var visible = outbox["VisibleAt"].Name;
        return $$"""
            WITH due AS (
                SELECT TOP ({2}) * FROM {{outbox.Name}} WITH (UPDLOCK, READPAST, ROWLOCK)
                WHERE {{visible}} <= {0} ORDER BY {{visible}})
            UPDATE due SET {{visible}} = {1} OUTPUT inserted.*
            """;
    }

    public override string RemoveOldInbox(StoredTable inbox) =>
        $$"""
        WITH old AS (
            SELECT TOP ({1}) * FROM {{inbox.Name}} WITH (READPAST, ROWLOCK)
            WHERE {{inbox["ReceivedAt"].Name}} < {0} ORDER BY {{inbox["ReceivedAt"].Name}})
        DELETE FROM old
        """;

    // 2627: a unique constraint, 2601: a unique index. SqlException puts its number into Data for tools like this.
    public override bool IsUniqueViolation(DbException exception) =>
        exception.Data["HelpLink.EvtID"] is "2627" or "2601";
}
