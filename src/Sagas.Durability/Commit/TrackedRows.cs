using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Sagas.Durability.Databases;

namespace Sagas.Durability.Commit;

/// <summary>
/// Reads what a context is about to save, so that the rows of many contexts are written together. A context saves its changes
/// itself if it overrides how it saves, or if it has more than plain rows: relations, inheritance, database-generated values.
/// </summary>
internal sealed class TrackedRows(DurableDatabase database)
{
    private readonly ConcurrentDictionary<Type, bool> _plainContexts = new();
    private readonly ConcurrentDictionary<IEntityType, bool> _plainEntities = new();

    /// <summary>Reads all changes of a context after change detection has run.</summary>
    /// <returns>The rows; null if the context has to save its changes itself.</returns>
    public IReadOnlyList<RowWrite>? Read(DbContext context)
    {
        if (!_plainContexts.GetOrAdd(context.GetType(), static (_, context) => SavesPlainly(context), context))
            return null;

        var rows = new List<RowWrite>();
        var detects = context.ChangeTracker.AutoDetectChangesEnabled;
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var entry in context.ChangeTracker.Entries())
            {
                if (entry.State is EntityState.Unchanged or EntityState.Detached)
                    continue;
                if (!_plainEntities.GetOrAdd(entry.Metadata, IsPlain))
                    return null;
                if (ToRow(entry) is not { } row)
                    return null;
                rows.Add(row);
            }
        }
        finally
        {
            context.ChangeTracker.AutoDetectChangesEnabled = detects;
        }

        return rows;
    }

    private static bool SavesPlainly(DbContext context)
    {
        var saves = context.GetType().GetMethods()
            .Where(method => method.Name is nameof(DbContext.SaveChanges) or nameof(DbContext.SaveChangesAsync));
        var interceptors = context.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.Interceptors ?? [];
        return saves.All(method => method.DeclaringType == typeof(DbContext))
            && interceptors.All(interceptor => interceptor is UnitOfWorkScope.DeferredSave or not ISaveChangesInterceptor);
    }

    private static bool IsPlain(IEntityType type) =>
        type.IsRow()
        && !type.GetForeignKeys().Any() && !type.GetReferencingForeignKeys().Any() && !type.GetSkipNavigations().Any()
        && type.FindPrimaryKey() is not null
        && type.GetTableMappings().ToList() is [{ Table.EntityTypeMappings: var same }] && same.Count() == 1
        && type.GetInsertStoredProcedure() is null && type.GetUpdateStoredProcedure() is null
        && type.GetDeleteStoredProcedure() is null
        && type.GetProperties().All(IsPlain);

    // EF Core generates new ids itself, as soon as the row is added.
    private static bool IsPlain(IProperty property) =>
        (property.ValueGenerated == ValueGenerated.Never
            || (property.ValueGenerated == ValueGenerated.OnAdd && property.ClrType == typeof(Guid)))
        && property.GetDefaultValueSql() is null && property.GetComputedColumnSql() is null
        && property.GetBeforeSaveBehavior() == PropertySaveBehavior.Save
        && (property.IsKey() || property.GetAfterSaveBehavior() == PropertySaveBehavior.Save);

    private static string KeyOf(EntityEntry entry)
    {
        var properties = entry.Metadata.FindPrimaryKey()!.Properties;
        return properties.Count == 1
            ? Text(properties[0])
            : string.Join('|', properties.Select(Text));

        string Text(IProperty property) =>
            Convert.ToString(property.GetGetter().GetClrValue(entry.Entity), CultureInfo.InvariantCulture)!;
    }

    private RowWrite? ToRow(EntityEntry entry)
    {
        var table = database.Table(entry.Metadata.ClrType);
        if (entry.State == EntityState.Added)
            return RowWrite.New(table, KeyOf(entry), entry.Entity);
        return ToStatement(entry, table) is { } statement ? RowWrite.Change(table, KeyOf(entry), statement) : null;
    }

    private static Statement? ToStatement(EntityEntry entry, StoredTable table)
    {
        var (conditions, expected) = Conditions(entry, table);
        // A comparison with null needs a statement text of its own.
        if (expected.Contains(null))
            return null;
        if (entry.State == EntityState.Deleted)
            return table.Statements.Delete(conditions, expected);

        var changed = entry.Metadata.GetProperties().Where(property => entry.Property(property).IsModified).ToList();
        // The statement, and with it all others, would fail if a value that must be unique were already taken.
        if (changed.Count == 0 || changed.Exists(property => property.GetContainingIndexes().Any(index => index.IsUnique)))
            return null;
        var columns = changed.ConvertAll(property => table[property.Name]);
        return table.Statements.Update(columns, columns.Select(column => column.Read(entry.Entity)), conditions, expected);
    }

    private static (IReadOnlyList<StoredColumn> Conditions, IReadOnlyList<object?> Expected) Conditions(
        EntityEntry entry, StoredTable table)
    {
        var properties = entry.Metadata.GetProperties()
            .Where(property => property.IsPrimaryKey() || property.IsConcurrencyToken).ToList();
        return (properties.ConvertAll(property => table[property.Name]),
            properties.ConvertAll(property => entry.Property(property).OriginalValue));
    }
}
