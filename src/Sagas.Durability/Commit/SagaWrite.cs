using MassTransit;
using Sagas.Durability.Databases;

namespace Sagas.Durability.Commit;

/// <summary>What happens to a saga's row.</summary>
internal enum SagaWriteKind
{
    /// <summary>A new row; somebody else's row of the same id is a conflict.</summary>
    Insert,

    /// <summary>A new version; a row that is no longer at the expected version is a conflict.</summary>
    Update,

    /// <summary>The saga has ended and keeps no row.</summary>
    Delete,
}

/// <summary>A saga's row to be written.</summary>
/// <param name="Kind">What happens to it.</param>
/// <param name="Table">Its table.</param>
/// <param name="Saga">The instance with its new values.</param>
/// <param name="SagaId">The saga's id.</param>
/// <param name="ExpectedVersion">The version that was read.</param>
internal sealed record SagaWrite(SagaWriteKind Kind, StoredTable Table, object Saga, Guid SagaId, int ExpectedVersion)
{
    /// <summary>The row, which is written unless somebody else has changed it.</summary>
    public RowWrite ToRow()
    {
        var key = SagaId.ToString();
        if (Kind == SagaWriteKind.Insert)
            return RowWrite.New(Table, key, Saga);

        StoredColumn[] conditions = [Table[nameof(ISaga.CorrelationId)], Table[nameof(ISagaVersion.Version)]];
        object?[] expected = [SagaId, ExpectedVersion];
        return RowWrite.Change(Table, key, Kind == SagaWriteKind.Delete
            ? Table.Statements.Delete(conditions, expected)
            : Table.Statements.Update(Table.NonKeys, Table.NonKeys.Select(column => column.Read(Saga)), conditions, expected));
    }
}
