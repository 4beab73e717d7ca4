using System.Text.Json;
using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;
using Sagas.Durability.Archive;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.History;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Sagas;

/// <summary>
/// Loads sagas for one message and adds their new versions and history to its unit of work. Nothing is locked: the
/// commit checks the version.
/// </summary>
/// <typeparam name="TSaga">The saga.</typeparam>
/// <typeparam name="TMessage">The message.</typeparam>
internal sealed class DurableSagaRepositoryContext<TSaga, TMessage>(
    ConsumeContext<TMessage> consumeContext, SagaReads<TSaga> reads, ArchiveGuard archive, EndedSagas ended, StoredTable table,
    TimeProvider time)
    : ConsumeContextScope<TMessage>(consumeContext), SagaRepositoryContext<TSaga, TMessage>
    where TSaga : class, ISaga, ISagaVersion
    where TMessage : class
{
    private readonly ConsumeContext<TMessage> _consumeContext = consumeContext;
    private readonly UnitOfWork _unit = consumeContext.TryGetPayload<UnitOfWork>(out var unit)
        ? unit
        : throw new ConfigurationException(
            $"The endpoint {consumeContext.ReceiveContext.InputAddress} handles {typeof(TSaga).Name}, whose repository is durable, without UseDurableMessaging.");

    public Task<SagaConsumeContext<TSaga, TMessage>> Add(TSaga instance) =>
        CreateSagaConsumeContext(_consumeContext, instance, SagaConsumeContextMode.Add);

    // Only the commit shows whether the id is free; if not, the message is handled again and finds the other saga.
    public async Task<SagaConsumeContext<TSaga, TMessage>> Insert(TSaga instance) =>
        await Find(instance.CorrelationId) is null
            ? await CreateSagaConsumeContext(_consumeContext, instance, SagaConsumeContextMode.Insert)
            : null!;

    public async Task<SagaConsumeContext<TSaga, TMessage>> Load(Guid correlationId) =>
        await Find(correlationId) is { } instance
            ? await CreateSagaConsumeContext(_consumeContext, instance, SagaConsumeContextMode.Load)
            : null!;

    public Task Save(SagaConsumeContext<TSaga> context) => Write(context, SagaWriteKind.Insert);

    public Task Update(SagaConsumeContext<TSaga> context) => Write(
        context, context is ILoadedSaga { Mode: SagaConsumeContextMode.Load } ? SagaWriteKind.Update : SagaWriteKind.Insert);

    public Task Delete(SagaConsumeContext<TSaga> context) =>
        context is ILoadedSaga { Mode: SagaConsumeContextMode.Load } ? Write(context, SagaWriteKind.Delete) : Task.CompletedTask;

    public Task Discard(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public async Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(
        ConsumeContext<T> context, TSaga instance, SagaConsumeContextMode mode)
        where T : class
    {
        if (instance is IVersionedSaga { IsAheadOfDefinition: true } versions)
            throw new NewerDefinitionException(typeof(TSaga), instance.CorrelationId, versions);
        if (mode != SagaConsumeContextMode.Load)
            await archive.RefuseToBeginAgainAsync<TSaga>(instance.CorrelationId, CancellationToken);

        var storedVersion = instance.Version;
        var before = SagaSnapshot.Take(table, storedVersion == 0 ? Blank() : instance);
        // Nearly every saga is the first with its id, so nobody is asked until the commit has found that this one is not.
        if (storedVersion == 0 && _unit.FollowsConflict)
            instance.Version = await ended.LastVersionAsync(typeof(TSaga), instance.CorrelationId, CancellationToken);
        _unit.ActingSaga = (instance.CorrelationId, instance.Version + 1);
        return new DurableSagaConsumeContext<TSaga, T>(
            context, instance, mode, before, storedVersion, _unit.Outgoing.Count + _unit.CancelledTimers.Count);
    }

    private Task<TSaga?> Find(Guid correlationId) => reads.FindAsync(correlationId, _unit, CancellationToken);

    private static TSaga Blank() => (TSaga)Activator.CreateInstance(typeof(TSaga), nonPublic: true)!;

    private Task Write(SagaConsumeContext<TSaga> context, SagaWriteKind kind)
    {
        var saga = context.Saga;
        var loaded = (ILoadedSaga)context;
        var sent = _unit.Outgoing.Count + _unit.CancelledTimers.Count > loaded.SentBefore;
        if (kind == SagaWriteKind.Update && !sent && loaded.Before.IsEqualTo(saga))
            return Task.CompletedTask;

        saga.Version++;
        if (saga is IVersionedSaga versions)
            versions.DefinitionVersion = versions.LatestDefinitionVersion;
        var at = time.GetStorableUtcNow(_consumeContext);
        if (saga is ITimedSaga timed && (timed.StateEnteredAt == default || HasLeftItsState(saga, loaded)))
            timed.StateEnteredAt = at;
        _unit.Sagas.Add(new SagaWrite(kind, table, saga, saga.CorrelationId, loaded.StoredVersion));
        _unit.Transitions.Add(NewTransition(saga, loaded, at));
        return Task.CompletedTask;
    }

    private bool HasLeftItsState(TSaga saga, ILoadedSaga loaded) =>
        !string.Equals(
            loaded.Before.State ?? SagaTransition.InitialState, SagaSnapshot.StateOf(table, saga), StringComparison.Ordinal);

    private SagaTransition NewTransition(TSaga saga, ILoadedSaga loaded, DateTimeOffset at) => new()
    {
        SagaType = typeof(TSaga).Name,
        SagaId = saga.CorrelationId,
        Version = saga.Version,
        BeginsAgain = loaded.StoredVersion == 0 && saga.Version > 1,
        Event = EventName.Of(typeof(TMessage)),
        FromState = loaded.Before.State ?? SagaTransition.InitialState,
        ToState = SagaSnapshot.StateOf(table, saga) ?? "",
        At = at,
        MessageId = MessageId,
        ConversationId = ConversationId,
        TraceId = DurabilityTracing.TraceId(_unit.TraceParent),
        Changes = loaded.Before.ChangesTo(saga),
        Messages = JsonSerializer.Serialize(
            _unit.Outgoing.Where(message => message.SagaId == saga.CorrelationId && message.SagaVersion == saga.Version)
                .Select(message => new { message.MessageId, Type = EventName.OfUrn(message.MessageTypes), message.DueAt }),
            JsonSerializerOptions.Web),
    };
}
