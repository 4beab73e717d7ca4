using System.Data.Common;

namespace Sagas.Durability.Databases;

/// <summary>
/// SQL Server: instances pass over each other's claims with READPAST. Databases that use row versioning for READ COMMITTED, as
/// those created by EF Core do, accept that hint only together with READCOMMITTEDLOCK.
/// </summary>
internal sealed class SqlServerDialect : DatabaseDialect
{
    public override string ProviderName => "Microsoft.EntityFrameworkCore.SqlServer";

    public override bool SingleWriter => false;

    // docs/decisions/0004 explains why. Where a server sets XACT_ABORT for everybody, a duplicate key would end the transaction;
    // it is switched off here, and reverts when the batch ends. THROW rethrows every other error.
    public override string InsertIfAbsent(StoredTable table, string values) =>
        $"""
        SET XACT_ABORT OFF;
        BEGIN TRY
            INSERT INTO {table.Name} ({table.ColumnList}) VALUES {values};
        END TRY
        BEGIN CATCH
            IF ERROR_NUMBER() NOT IN (2627, 2601) THROW;
        END CATCH
        """;

    public override string ClaimDue(StoredTable outbox)
    {
        var visible = outbox["VisibleAt"].Name;
        return $$"""
            WITH due AS (
                SELECT TOP ({2}) * FROM {{outbox.Name}} WITH (UPDLOCK, READPAST, ROWLOCK, READCOMMITTEDLOCK)
                WHERE {{visible}} <= {0} ORDER BY {{visible}})
            UPDATE due SET {{visible}} = {1} OUTPUT inserted.*
            """;
    }

    public override string RemoveOld(StoredTable table, StoredColumn age) =>
        $$"""
        WITH old AS (
            SELECT TOP ({1}) * FROM {{table.Name}} WITH (READPAST, ROWLOCK, READCOMMITTEDLOCK)
            WHERE {{age.Name}} < {0} ORDER BY {{age.Name}})
        DELETE FROM old
        """;

    public override string LockFree(StoredTable table, string condition) =>
        $"SELECT * FROM {table.Name} WITH (UPDLOCK, READPAST, ROWLOCK, READCOMMITTEDLOCK) WHERE {condition}";

    public override string Take(StoredTable table, string condition) =>
        $"DELETE FROM {table.Name} OUTPUT deleted.* WHERE {condition}";

    public override string Move(RowMove move) =>
        $"DELETE FROM {move.From.Name} OUTPUT {move.Taken("deleted.")}, {move.Value} INTO {move.Target} WHERE {move.Condition}";

    // A batch is a series of calls. If one of them is the victim of a deadlock, the transaction is gone, and those behind it may
    // be carried out all the same, each committed by itself. docs/decisions/0016 explains why.
    public override string WithinTransaction(string text) =>
        $"""
        IF @@TRANCOUNT = 0 THROW 50001, 'The transaction of this statement has ended.', 1;
        {text}
        """;

    // 2627: unique constraint, 2601: unique index. SqlException puts its number into Data, readable without the provider.
    public override bool IsUniqueViolation(DbException exception) =>
        exception.Data["HelpLink.EvtID"] is "2627" or "2601";
}
