using MassTransit;

namespace Sagas.Durability.Databases;

/// <summary>A row to be read by its key.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">The columns of the key.</param>
/// <param name="Values">Their values.</param>
internal sealed record RowKey(StoredTable Table, IReadOnlyList<StoredColumn> Columns, IReadOnlyList<object> Values)
{
    /// <summary>The row of an entity.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="values">The values of the primary key in its order.</param>
    public static RowKey Of(StoredTable table, IReadOnlyList<object> values) => new(table, table.Key, values);

    /// <summary>The row of a saga, to which a user may have given another primary key.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="sagaId">Its correlation id.</param>
    public static RowKey OfSaga(StoredTable table, Guid sagaId) => new(table, [table[nameof(ISaga.CorrelationId)]], [sagaId]);
}
