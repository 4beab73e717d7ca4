using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Databases;

namespace Sagas.Durability.Archive;

/// <summary>Rows of a table that belong to sagas, found by the saga id in each.</summary>
/// <param name="type">Their type.</param>
/// <param name="idProperty">The property that holds the saga's id.</param>
internal abstract class SagaRows(Type type, string idProperty)
{
    /// <summary>For how many sagas rows can be read at a time.</summary>
    public const int MostSagas = 64;

    private static readonly string Places = string.Join(", ", Enumerable.Range(0, MostSagas).Select(place => $"{{{place}}}"));

    public Type Type => type;

    public string IdProperty => idProperty;

    /// <summary>Reads and locks the rows of some sagas; rows that others have locked are passed over.</summary>
    public Task<ILookup<Guid, object>> LockAsync(
        DbContext context, DurableDatabase database, IReadOnlyList<Guid> sagaIds, CancellationToken cancellationToken) =>
        AskAsync(context, database, database.Dialect.LockFree, sagaIds, cancellationToken);

    /// <summary>Removes the rows of some sagas, and returns them as they were when they were removed.</summary>
    public Task<ILookup<Guid, object>> TakeAsync(
        DbContext context, DurableDatabase database, IReadOnlyList<Guid> sagaIds, CancellationToken cancellationToken) =>
        AskAsync(context, database, database.Dialect.Take, sagaIds, cancellationToken);

    /// <summary>The value that another column must have, where rows of sagas of other types are in the same table.</summary>
    public (string Property, string Value)? Only { get; init; }

    protected abstract Task<List<object>> AskAsync(
        DbContext context, string text, object[] values, CancellationToken cancellationToken);

    private async Task<ILookup<Guid, object>> AskAsync(
        DbContext context, DurableDatabase database, Func<StoredTable, string, string> text, IReadOnlyList<Guid> sagaIds,
        CancellationToken cancellationToken)
    {
        var table = database.Table(type);
        var id = table[idProperty];
        // Always the same number, padded with the last one: a single text, which the database need not parse each time.
        var values = Enumerable.Range(0, MostSagas).Select(place => id.ToStored(sagaIds[Math.Min(place, sagaIds.Count - 1)])!);
        var condition = $"{id.Name} IN ({Places})";
        if (Only is { } only)
        {
            condition += $" AND {table[only.Property].Name} = {{{MostSagas}}}";
            values = values.Append(only.Value);
        }

        var found = await AskAsync(context, text(table, condition), [.. values], cancellationToken);
        return found.ToLookup(row => (Guid)id.Read(row)!);
    }
}

/// <inheritdoc />
/// <typeparam name="TRow">Their type.</typeparam>
internal sealed class SagaRows<TRow>(string idProperty) : SagaRows(typeof(TRow), idProperty) where TRow : class
{
    protected override async Task<List<object>> AskAsync(
        DbContext context, string text, object[] values, CancellationToken cancellationToken) =>
        [.. await context.Set<TRow>().FromSqlRaw(text, values).AsNoTracking().ToListAsync(cancellationToken)];
}
