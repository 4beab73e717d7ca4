using System.Data.Common;

namespace Sagas.Durability.Databases;

/// <summary>
/// What differs between databases: how a row is inserted unless it exists, how one of several instances claims due outbox rows,
/// how old rows are removed in small batches, how rows are moved, and how to recognize a violated unique key.
/// Everything else is the same SQL everywhere.
/// </summary>
internal abstract class DatabaseDialect
{
    /// <summary>EF Core's name of the provider.</summary>
    public abstract string ProviderName { get; }

    /// <summary>
    /// Whether the database allows only one writer at a time, so that a single committer commits units of work together.
    /// </summary>
    public abstract bool SingleWriter { get; }

    /// <summary>
    /// Text that inserts rows, and affects fewer if a key exists: either the others are inserted, or none is. It waits only for
    /// rows with the same key that are not yet committed; the transaction can continue either way.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="values">Placeholders of <see cref="StoredTable.Inserted"/>, each row in parentheses.</param>
    public abstract string InsertIfAbsent(StoredTable table, string values);

    /// <summary>
    /// Text that leases due rows and returns them: at most <c>{2}</c> rows visible at or before <c>{0}</c> become
    /// visible again at <c>{1}</c>. Rows that another instance is claiming are passed over, not waited for. The
    /// placeholders are those of EF Core's <c>FromSqlRaw</c>.
    /// </summary>
    public abstract string ClaimDue(StoredTable outbox);

    /// <summary>Text that removes at most <c>{1}</c> rows older than <c>{0}</c>, oldest first.</summary>
    /// <param name="table">The table.</param>
    /// <param name="age">The column that says how old a row is.</param>
    public abstract string RemoveOld(StoredTable table, StoredColumn age);

    /// <summary>
    /// Text that reads rows and keeps others from changing them until the transaction ends. Rows that others have locked are
    /// passed over, not waited for.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="condition">Which rows to lock.</param>
    public abstract string LockFree(StoredTable table, string condition);

    /// <summary>Text that removes rows and returns them as they were.</summary>
    /// <param name="table">The table.</param>
    /// <param name="condition">Which rows to remove.</param>
    public abstract string Take(StoredTable table, string condition);

    /// <summary>Text that moves rows from one table into another. A row that no longer exists is not moved.</summary>
    public abstract string Move(RowMove move);

    /// <summary>
    /// Text that looks through the whole database for damage and returns <c>ok</c>, or what it found first; null where the
    /// database's own server looks after that.
    /// </summary>
    public virtual string? FindDamage => null;

    /// <summary>
    /// A statement's text as it is sent inside a transaction: it must not be carried out once the transaction has ended, as it
    /// then would be for good, whatever becomes of the others.
    /// </summary>
    /// <param name="text">The text.</param>
    public virtual string WithinTransaction(string text) => text;

    /// <summary>Whether the exception reports that a unique key or primary key already exists.</summary>
    public abstract bool IsUniqueViolation(DbException exception);

    /// <summary>The dialect of a provider.</summary>
    /// <param name="providerName">EF Core's name of the provider.</param>
    /// <exception cref="NotSupportedException">There is no dialect for it.</exception>
    public static DatabaseDialect For(string? providerName)
    {
        DatabaseDialect[] dialects = [new SqliteDialect(), new PostgreSqlDialect(), new SqlServerDialect()];
        return Array.Find(dialects, dialect => string.Equals(dialect.ProviderName, providerName, StringComparison.Ordinal))
            ?? throw new NotSupportedException(
                $"The durable layer has no dialect for '{providerName}'. It supports {string.Join(", ", dialects.Select(dialect => dialect.ProviderName))}.");
    }
}
