using Sagas.Durability.Databases;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>A row that is written unless somebody else was there before: then its unit is not committed.</summary>
internal sealed class RowWrite
{
    private RowWrite(StoredTable table, string key, IReadOnlyList<object?>? values, Statement? statement) =>
        (Table, Key, Values, Statement) = (table, key, values, statement);

    public StoredTable Table { get; }

    /// <summary>The row's key, as a text that stands for no other row of the table.</summary>
    public string Key { get; }

    /// <summary>Of a new row: the values of <see cref="StoredTable.Inserted"/>.</summary>
    public IReadOnlyList<object?>? Values { get; }

    /// <summary>Of any other: changes or removes it, unless it has changed meanwhile.</summary>
    public Statement? Statement { get; }

    /// <summary>A row that must not be there yet.</summary>
    public static RowWrite New(StoredTable table, string key, object row) => new(table, key, table.ValuesOf(row), statement: null);

    /// <summary>An entry of the audit, which is written with what it tells of or not at all.</summary>
    public static RowWrite New(DurableDatabase database, AuditEntry entry) =>
        New(database.Table(typeof(AuditEntry)), entry.AuditEntryId.ToString(), entry);

    /// <summary>A row that must be there as it was read.</summary>
    public static RowWrite Change(StoredTable table, string key, Statement statement) => new(table, key, values: null, statement);
}
