using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Databases;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Archive;

/// <summary>Reads archived sagas and restores them as they were.</summary>
/// <param name="database">The context that maps both the sagas' tables and the archive.</param>
public class SagaArchive(DbContext database)
{
    private readonly Dictionary<Type, StoredTable> _tables = [];

    /// <summary>All archived sagas of a type, as a query without tracking.</summary>
    /// <typeparam name="TSaga">The saga.</typeparam>
    public IQueryable<ArchivedSaga> Of<TSaga>() where TSaga : class, ISaga
    {
        var type = typeof(TSaga).Name;
        return database.Set<ArchivedSaga>().AsNoTracking().Where(saga => saga.SagaType == type);
    }

    /// <summary>Looks for a saga in the archive. Look in its own table first: it moves in one transaction.</summary>
    /// <typeparam name="TSaga">The saga.</typeparam>
    /// <param name="sagaId">The saga's id.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The saga; null if it is not in the archive.</returns>
    public Task<ArchivedSaga?> FindAsync<TSaga>(Guid sagaId, CancellationToken cancellationToken) where TSaga : class, ISaga =>
        Of<TSaga>().SingleOrDefaultAsync(saga => saga.SagaId == sagaId, cancellationToken);

    /// <summary>Restores the rows of many sagas, without reading what else was archived with them.</summary>
    /// <typeparam name="TSaga">The saga.</typeparam>
    /// <param name="sagaIds">The sagas' ids.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>Those of them that are in the archive, as they ended.</returns>
    /// <exception cref="JsonException">One cannot be read.</exception>
    internal async Task<IReadOnlyList<TSaga>> FindSagasAsync<TSaga>(
        IReadOnlyCollection<Guid> sagaIds, CancellationToken cancellationToken) where TSaga : class, ISaga
    {
        var rows = await Of<TSaga>().Where(saga => sagaIds.Contains(saga.SagaId)).Select(saga => saga.Saga)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(RowOf<TSaga>);
    }

    /// <summary>Restores the saga's row.</summary>
    /// <typeparam name="TSaga">The saga.</typeparam>
    /// <param name="archived">The saga in the archive.</param>
    /// <returns>The saga as it ended.</returns>
    /// <exception cref="JsonException">It cannot be read.</exception>
    public TSaga SagaOf<TSaga>(ArchivedSaga archived) where TSaga : class, ISaga
    {
        ArgumentNullException.ThrowIfNull(archived);
        return RowOf<TSaga>(archived.Saga);
    }

    /// <summary>Restores the saga's history.</summary>
    /// <param name="archived">The saga in the archive.</param>
    /// <returns>Its steps, from the first to the last.</returns>
    /// <exception cref="JsonException">It cannot be read.</exception>
    public IReadOnlyList<SagaTransition> HistoryOf(ArchivedSaga archived)
    {
        ArgumentNullException.ThrowIfNull(archived);
        using var json = JsonDocument.Parse(archived.History);
        return Read<SagaTransition>(json.RootElement);
    }

    /// <summary>The conversations in which a saga took part, by its archived history.</summary>
    /// <param name="sagaId">The saga's id.</param>
    /// <param name="sagaType">Its type; null for all sagas that have the id.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>Their ids; none if no such saga is in the archive.</returns>
    /// <exception cref="JsonException">The history cannot be read.</exception>
    public async Task<IReadOnlyList<Guid>> ConversationsOfAsync(
        Guid sagaId, string? sagaType, CancellationToken cancellationToken)
    {
        var archived = await database.Set<ArchivedSaga>().AsNoTracking()
            .Where(saga => saga.SagaId == sagaId && (sagaType == null || saga.SagaType == sagaType))
            .ToListAsync(cancellationToken);
        return [.. archived.SelectMany(HistoryOf).Select(step => step.ConversationId).OfType<Guid>().Distinct()];
    }

    /// <summary>Restores further rows that belonged to the saga.</summary>
    /// <typeparam name="TRow">Their type.</typeparam>
    /// <param name="archived">The saga in the archive.</param>
    /// <returns>The rows; none if no such rows were archived with it.</returns>
    /// <exception cref="JsonException">They cannot be read.</exception>
    public IReadOnlyList<TRow> RowsOf<TRow>(ArchivedSaga archived) where TRow : class
    {
        ArgumentNullException.ThrowIfNull(archived);
        using var json = JsonDocument.Parse(archived.Rows);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException($"Rows must be an object, not {json.RootElement.ValueKind}.");
        return json.RootElement.TryGetProperty(typeof(TRow).Name, out var rows) ? Read<TRow>(rows) : [];
    }

    private TSaga RowOf<TSaga>(string row) where TSaga : class, ISaga
    {
        using var json = JsonDocument.Parse(row);
        return ArchivedJson.Read<TSaga>(Table(typeof(TSaga)), json.RootElement);
    }

    private List<TRow> Read<TRow>(JsonElement rows) where TRow : class
    {
        if (rows.ValueKind != JsonValueKind.Array)
            throw new JsonException($"Rows of {typeof(TRow).Name} must be an array, not {rows.ValueKind}.");
        return [.. rows.EnumerateArray().Select(row => ArchivedJson.Read<TRow>(Table(typeof(TRow)), row))];
    }

    private StoredTable Table(Type type)
    {
        if (!_tables.TryGetValue(type, out var table))
            _tables.Add(type, table = StoredTable.Of(database, type));
        return table;
    }
}
