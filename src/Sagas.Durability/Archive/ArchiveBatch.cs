using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Archive;

/// <summary>
/// Moves some sagas into the archive in one transaction. Sagas that another process is changing or archiving are skipped;
/// exactly what is removed is archived.
/// </summary>
internal sealed class ArchiveBatch(DurableDatabase database, TimeProvider time)
{
    /// <summary>Moves those of the sagas that have ended.</summary>
    /// <param name="plan">Says what is archived with them.</param>
    /// <param name="sagaIds">The sagas, at most <see cref="SagaRows.MostSagas"/>.</param>
    /// <param name="before">Sagas that took a step at this time or later stay.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>How many were moved.</returns>
    public async Task<int> MoveAsync(
        ArchivePlan plan, IReadOnlyList<Guid> sagaIds, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var scope = database.CreateScope(out var context);
        using var turn = await database.TakeWriteLockAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var locked = await plan.Sagas.LockAsync(context, database, sagaIds, cancellationToken);
        var sagas = await FinishedSaga.AmongAsync(
            context, plan, database.Table(plan.Sagas.Type), locked.SelectMany(same => same).Cast<ISagaVersion>(),
            before, cancellationToken);
        if (sagas.Count == 0)
            return 0;

        var archived = await TakeAsync(context, plan, sagas, cancellationToken);
        var write = new StatementBatch(transaction.GetDbTransaction(), commands: null);
        var removals = sagas.ConvertAll(saga => write.Add(Removal(plan, saga)));
        write.AddRange(database.Table(typeof(ArchivedSaga)).Statements.Insert(archived));
        await write.ExecuteAsync(cancellationToken);
        if (removals.Exists(removal => removal.Affected != 1))
            throw new DbUpdateConcurrencyException($"A {plan.SagaType} changed while it was being archived.");

        await transaction.CommitAsync(cancellationToken);
        return sagas.Count;
    }

    /// <summary>Removes everything that belongs to the sagas, and builds their archive rows from it.</summary>
    private async Task<IReadOnlyList<object>> TakeAsync(
        DbContext context, ArchivePlan plan, List<FinishedSaga> sagas, CancellationToken cancellationToken)
    {
        var ids = sagas.ConvertAll(saga => saga.SagaId);
        var now = time.GetStorableUtcNow();
        var kinds = new List<(Type Type, StoredTable Table, ILookup<Guid, object> Rows)>();
        // To avoid deadlocks, transactions must visit the tables in the same order, which is that of units of work.
        foreach (var rows in plan.Rows.OrderBy(rows => database.Table(rows.Type).Name, StringComparer.Ordinal))
            kinds.Add((rows.Type, database.Table(rows.Type), await rows.TakeAsync(context, database, ids, cancellationToken)));
        var history = await HistoryOf(plan).TakeAsync(context, database, ids, cancellationToken);
        return sagas.ConvertAll(saga => (object)new ArchivedSaga
        {
            SagaId = saga.SagaId,
            SagaType = plan.SagaType,
            CurrentState = saga.State,
            Version = saga.Saga.Version,
            LastPosition = history[saga.SagaId].Max(step => ((SagaTransition)step).Position),
            EndedAt = saga.EndedAt,
            ArchivedAt = now,
            Saga = ArchivedJson.Write(database.Table(plan.Sagas.Type), saga.Saga),
            History = ArchivedJson.Write(database.History, history[saga.SagaId].OrderBy(step => ((SagaTransition)step).Version)),
            Rows = ArchivedJson.Write(kinds.Select(kind => (kind.Type, kind.Table, kind.Rows[saga.SagaId]))),
        });
    }

    private static SagaRows<SagaTransition> HistoryOf(ArchivePlan plan) =>
        new(nameof(SagaTransition.SagaId)) { Only = (nameof(SagaTransition.SagaType), plan.SagaType) };

    private Statement Removal(ArchivePlan plan, FinishedSaga saga) => new SagaWrite(
        SagaWriteKind.Delete, database.Table(plan.Sagas.Type), saga.Saga, saga.SagaId, saga.Saga.Version).ToRow().Statement!;
}
