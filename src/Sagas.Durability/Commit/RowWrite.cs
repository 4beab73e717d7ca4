using Sagas.Durability.Databases;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>A row to be written unless somebody else has got there first: then its unit is not committed.</summary>
internal sealed class RowWrite
{
    private RowWrite(StoredTable table, string key, IReadOnlyList<object?>? values, Statement? statement) =>
        (Table, Key, Values, Statement) = (table, key, values, statement);

    public StoredTable Table { get; }

    /// <summary>The row's key, as a text that is unique within the table.</summary>
    public string Key { get; }

    /// <summary>For a new row: the values of <see cref="StoredTable.Inserted"/>.</summary>
    public IReadOnlyList<object?>? Values { get; }

    /// <summary>For any other row: changes or removes it, unless it has changed in the meantime.</summary>
    public Statement? Statement { get; }

    /// <summary>A row that must not exist yet.</summary>
    public static RowWrite New(StoredTable table, string key, object row) =>
        new(table, key, table.ValuesOf(row), statement: null);

    /// <summary>An audit entry, which is stored together with what it reports or not at all.</summary>
    public static RowWrite New(DurableDatabase database, AuditEntry entry) =>
        New(database.Table(typeof(AuditEntry)), entry.AuditEntryId.ToString(), entry);

    /// <summary>A row that must still be as it was read.</summary>
    public static RowWrite Change(StoredTable table, string key, Statement statement) => new(table, key, values: null, statement);
}
