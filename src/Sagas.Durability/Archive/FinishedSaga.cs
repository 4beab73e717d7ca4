using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Databases;
using Sagas.Durability.History;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Archive;

/// <summary>A saga that may be archived.</summary>
/// <param name="Saga">Its row.</param>
/// <param name="State">The final state that it is in.</param>
/// <param name="EndedAt">When it took its last step.</param>
internal sealed record FinishedSaga(ISagaVersion Saga, string State, DateTimeOffset EndedAt)
{
    public Guid SagaId => Saga.CorrelationId;

    /// <summary>
    /// Selects the sagas that ended long enough ago and have no dead letters that might still be retried.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="plan">Which states are final.</param>
    /// <param name="table">The sagas' table.</param>
    /// <param name="locked">The sagas, locked so that nobody else can change them.</param>
    /// <param name="before">Sagas that took a step at this time or later stay.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public static async Task<List<FinishedSaga>> AmongAsync(
        DbContext context, ArchivePlan plan, StoredTable table, IEnumerable<ISagaVersion> locked, DateTimeOffset before,
        CancellationToken cancellationToken)
    {
        // If a newer program has handled a saga, this one would lose whatever columns the newer one has added to the row.
        var final = locked.Where(saga => saga is not IVersionedSaga { IsAheadOfDefinition: true })
            .Select(saga => (Saga: saga, State: SagaSnapshot.StateOf(table, saga) ?? ""))
            .Where(saga => plan.FinalStates.Contains(saga.State)).ToList();
        var ids = final.ConvertAll(saga => saga.Saga.CorrelationId);
        if (ids.Count == 0)
            return [];

        var ends = await context.Set<SagaTransition>().AsNoTracking()
            .Where(step => ids.Contains(step.SagaId) && step.SagaType == plan.SagaType)
            .GroupBy(step => step.SagaId)
            .Select(steps =>
                new { SagaId = steps.Key, Version = steps.Max(step => step.Version), At = steps.Max(step => step.At) })
            .ToDictionaryAsync(end => end.SagaId, cancellationToken);
        var busy = await ToBeRetriedAsync(context, plan.SagaType, ids, cancellationToken);
        return
        [
            .. from saga in final
               let id = saga.Saga.CorrelationId
               where !busy.Contains(id) && ends.TryGetValue(id, out var end)
                   && end.Version == saga.Saga.Version && end.At < before
               select new FinishedSaga(saga.Saga, saga.State, ends[id].At),
        ];
    }

    // One query in two parts, each of which an index answers. A dead letter that names an id keeps the sagas of all types that
    // have it, because it does not say which of them it is about.
    private static Task<HashSet<Guid>> ToBeRetriedAsync(
        DbContext context, string sagaType, List<Guid> ids, CancellationToken cancellationToken)
    {
        var deadLetters = context.Set<DeadLetter>();
        return deadLetters.Where(deadLetter => ids.Contains(deadLetter.SagaId!.Value))
            .Select(deadLetter => deadLetter.SagaId!.Value)
            .Union(context.Set<SagaTransition>()
                .Where(step => ids.Contains(step.SagaId) && step.SagaType == sagaType && step.ConversationId != null
                    && deadLetters.Any(deadLetter => deadLetter.ConversationId == step.ConversationId))
                .Select(step => step.SagaId))
            .ToHashSetAsync(cancellationToken);
    }
}
