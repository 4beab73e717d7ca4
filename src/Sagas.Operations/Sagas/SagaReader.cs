using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Archive;
using Sagas.Durability.Audit;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Outbox;
using Sagas.Durability.Receive;
using Sagas.Durability.Registry;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Operations.Redaction;

namespace Sagas.Operations.Sagas;

/// <summary>Reads everything about one saga, archived or not.</summary>
internal sealed class SagaReader(
    DbContext db, DeadLetterReader deadLetters, SagaRegistry registry, SagaMasks masks, AuditTrail audit, AuditRedactor auditMask,
    IOptions<DurabilityOptions> options, TimeProvider time)
{
    private const int MostMessages = 100;
    private const int MostDeadLetters = 200;
    private const int MostActions = 200;

    /// <summary>Reads a saga.</summary>
    /// <param name="kind">Its type.</param>
    /// <param name="sagaId">Its id.</param>
    /// <param name="showsSecrets">Whether to show fields that are masked for readers.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>Null if there is none.</returns>
    public async Task<SagaDetails?> ReadAsync(SagaType kind, Guid sagaId, bool showsSecrets, CancellationToken cancellationToken)
    {
        if (await kind.FindAsync(db, sagaId, cancellationToken) is not { } row)
            return null;

        var steps = row.IsArchived
            ? await ArchivedStepsAsync(kind, sagaId, cancellationToken)
            : await db.Set<SagaTransition>().AsNoTracking()
                .Where(step => step.SagaId == sagaId && step.SagaType == kind.Name).OrderBy(step => step.Version)
                .ToListAsync(cancellationToken);
        var waiting = await WaitingAsync(row, steps, cancellationToken);
        var found = await deadLetters.ReadAsync(
            new DeadLetterQuery { SagaId = sagaId, SagaType = kind.Name }, after: null, MostDeadLetters, cancellationToken);
        var own = found.Items.Where(deadLetter => !IsOfAnother(deadLetter, kind)).ToList();
        var mask = (await masks.OfAsync(kind, row, showsSecrets, cancellationToken)).Knowing(
        [
            .. waiting.SelectMany(message => new[] { message.Body, message.Headers }),
            .. own.SelectMany(deadLetter => new[] { deadLetter.Body, deadLetter.Headers }),
        ]);
        var actions = await audit.ReadAsync([sagaId], MostActions, cancellationToken);
        return new SagaDetails(
            mask, kind, row, steps, waiting, own, await auditMask.ForAsync(showsSecrets, actions, cancellationToken));
    }

    // Sagas of several types may have the same id. The consumer that failed tells which of them it was.
    private bool IsOfAnother(DeadLetter deadLetter, SagaType kind) =>
        registry.TypeOf(deadLetter) is { } type && type.Name != kind.Name;

    private async Task<List<SagaTransition>> ArchivedStepsAsync(SagaType kind, Guid sagaId, CancellationToken cancellationToken)
    {
        var archived = await db.Set<ArchivedSaga>().AsNoTracking()
            .SingleAsync(saga => saga.SagaId == sagaId && saga.SagaType == kind.Name, cancellationToken);
        return [.. new SagaArchive(db).HistoryOf(archived)];
    }

    // Timers are found by the tokens that the saga keeps; other ids in it may belong to other sagas. Messages that are not timers
    // do not stay long, so there are few to look through. They name the saga's id, but not its type: its steps tell which it
    // sent.
    private async Task<List<OutboxMessage>> WaitingAsync(
        SagaRow row, IReadOnlyList<SagaTransition> steps, CancellationToken cancellationToken)
    {
        var tokens = TimerTokens.Of(row);
        var timers = await db.Set<OutboxMessage>().AsNoTracking()
            .Where(message => message.TokenId != null && tokens.Contains(message.TokenId.Value) && message.SagaId == row.SagaId)
            .OrderBy(message => message.DueAt).Take(MostMessages).ToListAsync(cancellationToken);
        var leaving = await new OutboxReader(db, time.GetUtcNow(), options.Value).Near
            .Where(message => message.SagaId == row.SagaId && message.DueAt == null)
            .OrderBy(message => message.CreatedAt).Take(MostMessages).ToListAsync(cancellationToken);
        var sent = steps.SelectMany(SagaDetails.MessagesOf).Select(message => message.MessageId).ToHashSet();
        var redelivery = RedeliveryToken.Of(row.SagaId);
        var failing = await db.Set<OutboxMessage>().AsNoTracking().Where(message => message.TokenId == redelivery)
            .OrderBy(message => message.DueAt).Take(MostMessages).ToListAsync(cancellationToken);
        return [.. leaving.Where(message => sent.Contains(message.MessageId)), .. timers, .. failing];
    }
}
