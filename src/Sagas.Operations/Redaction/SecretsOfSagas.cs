using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Archive;
using Sagas.Durability.Audit;
using Sagas.Durability.Outbox;
using Sagas.Durability.Registry;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Web.Text;

namespace Sagas.Operations.Redaction;

/// <summary>
/// Finds what must not be shown about sagas, wherever it is said: what their fields hide now and hid at any step before, and
/// what their messages hide, as far as they are kept: in the journal, the dead letters and the audit.
/// </summary>
internal sealed class SecretsOfSagas(
    DbContext db, AuditTrail audit, SagaRegistry registry, JsonRedactor json, IOptions<DurabilityOptions> options,
    TimeProvider time)
{
    private const int SagasAtATime = 100;

    // Of a hundred sagas together, the latest of each kind.
    private const int MostSteps = 10_000;
    private const int MostMessages = 1_000;

    /// <summary>Finds them.</summary>
    /// <param name="sagaIds">The sagas, of any type.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>By the ids of those that there are.</returns>
    public async Task<IReadOnlyDictionary<Guid, SecretTexts>> FindAsync(
        IEnumerable<Guid> sagaIds, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, SecretTexts>();
        foreach (var some in sagaIds.Distinct().Chunk(SagasAtATime))
        {
            foreach (var (sagaId, kind) in some.SelectMany(id => registry.Types.Select(kind => (id, kind))))
            {
                if (await kind.FindAsync(db, sagaId, cancellationToken) is { } row)
                    await LearnAsync(kind, row, Of(found, sagaId), cancellationToken);
            }

            await LearnKeptAsync(some, found, cancellationToken);
        }

        return found;
    }

    /// <summary>Finds them of sagas that have been read.</summary>
    /// <param name="kind">Their type.</param>
    /// <param name="sagas">The sagas.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>By the ids of all of them.</returns>
    public async Task<IReadOnlyDictionary<Guid, SecretTexts>> FindAsync(
        SagaType kind, IReadOnlyList<SagaRow> sagas, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, SecretTexts>();
        foreach (var some in sagas.Chunk(SagasAtATime))
        {
            foreach (var row in some)
                await LearnAsync(kind, row, Of(found, row.SagaId), cancellationToken);
            await LearnKeptAsync([.. some.Select(row => row.SagaId)], found, cancellationToken);
        }

        return found;
    }

    /// <summary>Finds what messages hide that are about to be sent, or were sent and are still kept.</summary>
    /// <param name="messageIds">The messages.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>By the ids of those that were found.</returns>
    public async Task<IReadOnlyDictionary<Guid, SecretTexts>> FindOfMessagesAsync(
        IReadOnlyCollection<Guid> messageIds, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, SecretTexts>();
        if (messageIds.Count == 0)
            return found;
        // The outbox first: a message that is sent in the meantime is in the journal by then.
        var leaving = await new OutboxReader(db, time.GetUtcNow(), options.Value).Near
            .Where(message => messageIds.Contains(message.MessageId)).OrderBy(message => message.OutboxId).Take(MostMessages)
            .Select(message => new { message.MessageId, message.Body, message.Headers }).ToListAsync(cancellationToken);
        var kept = await db.Set<JournaledMessage>().AsNoTracking().Where(message => messageIds.Contains(message.MessageId))
            .OrderByDescending(message => message.LeftAt).Take(MostMessages)
            .Select(message => new { message.MessageId, message.Body, message.Headers }).ToListAsync(cancellationToken);
        foreach (var message in leaving.Concat(kept))
            Learn(json, Of(found, message.MessageId), message.Body, message.Headers);
        return found;
    }

    private async Task LearnAsync(SagaType kind, SagaRow row, SecretTexts secrets, CancellationToken cancellationToken)
    {
        var rules = json.With(kind.Secrets);
        rules.Learn(JsonSerializer.Serialize(row.Fields), secrets);
        if (!row.IsArchived)
            return;
        var archived = await db.Set<ArchivedSaga>().AsNoTracking()
            .SingleOrDefaultAsync(saga => saga.SagaId == row.SagaId && saga.SagaType == kind.Name, cancellationToken);
        if (archived is null)
            return;
        foreach (var step in new SagaArchive(db).HistoryOf(archived))
            rules.Learn(step.Changes, secrets);
    }

    private async Task LearnKeptAsync(
        IReadOnlyCollection<Guid> sagaIds, Dictionary<Guid, SecretTexts> found, CancellationToken cancellationToken)
    {
        await LearnStepsAsync(sagaIds, found, cancellationToken);
        var letters = await db.Set<DeadLetter>().IgnoreQueryFilters().AsNoTracking()
            .Where(deadLetter => deadLetter.SagaId != null && sagaIds.Contains(deadLetter.SagaId.Value))
            .OrderByDescending(deadLetter => deadLetter.DeadAt).Take(MostMessages)
            .Select(deadLetter => new { deadLetter.SagaId, deadLetter.Body, deadLetter.Headers }).ToListAsync(cancellationToken);
        foreach (var deadLetter in letters)
            Learn(json, Of(found, deadLetter.SagaId!.Value), deadLetter.Body, deadLetter.Headers);
        // That something was done to a saga does not mean that it is known.
        var entries = await audit.ReadAsync(sagaIds, MostMessages, cancellationToken);
        foreach (var entry in entries.Where(entry => found.ContainsKey(entry.SagaId!.Value)))
            Learn(json, found[entry.SagaId!.Value], entry.Before, entry.After);
    }

    private async Task LearnStepsAsync(
        IReadOnlyCollection<Guid> sagaIds, Dictionary<Guid, SecretTexts> found, CancellationToken cancellationToken)
    {
        var steps = await db.Set<SagaTransition>().AsNoTracking().Where(step => sagaIds.Contains(step.SagaId))
            .OrderByDescending(step => step.Position).Take(MostSteps)
            .Select(step => new { step.SagaId, step.SagaType, step.Changes, step.MessageId }).ToListAsync(cancellationToken);
        var rules = registry.Types.ToDictionary(kind => kind.Name, kind => json.With(kind.Secrets), StringComparer.Ordinal);
        foreach (var step in steps)
            Learn(rules.GetValueOrDefault(step.SagaType, json), Of(found, step.SagaId), step.Changes);

        var received = steps.Where(step => step.MessageId is not null).Take(MostMessages)
            .ToLookup(step => step.MessageId!.Value, step => step.SagaId);
        var ids = received.Select(message => message.Key).ToList();
        var kept = await db.Set<JournaledMessage>().AsNoTracking().Where(message => ids.Contains(message.MessageId))
            .OrderByDescending(message => message.LeftAt).Take(MostMessages)
            .Select(message => new { message.MessageId, message.Body, message.Headers }).ToListAsync(cancellationToken);
        foreach (var (message, sagaId) in kept.SelectMany(message => received[message.MessageId].Select(id => (message, id))))
            Learn(json, Of(found, sagaId), message.Body, message.Headers);
    }

    private static void Learn(JsonRedactor rules, SecretTexts secrets, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
            rules.Learn(text, secrets);
    }

    private static SecretTexts Of(Dictionary<Guid, SecretTexts> found, Guid sagaId)
    {
        if (!found.TryGetValue(sagaId, out var secrets))
            found.Add(sagaId, secrets = new SecretTexts());
        return secrets;
    }
}
