using System.Runtime.CompilerServices;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Archive;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Verification;

/// <summary>
/// What a subscriber saw is what the histories say was sent, with the versions that they say. Only types of which it saw any
/// are compared, because nobody subscribes to everything; messages that are still in the outbox, or were sent just before,
/// may be on their way.
/// </summary>
/// <typeparam name="TSaga">The saga.</typeparam>
/// <param name="seen">What the subscriber saw, each message once; read before the snapshot was opened.</param>
/// <param name="grace">How long a message may take to arrive.</param>
public class EventsCheck<TSaga>(IReadOnlyDictionary<Guid, SeenEvent> seen, TimeSpan grace) : IInvariantCheck
    where TSaga : class, ISaga
{
    private static readonly string SagaType = typeof(TSaga).Name;

    private readonly HashSet<string> _types = [.. seen.Values.Select(message => message.Type)];

    /// <inheritdoc />
    public async Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken)
    {
        var database = snapshot.Database;
        var waiting = (await database.Set<OutboxMessage>().AsNoTracking().Select(row => row.MessageId)
            .ToListAsync(cancellationToken)).ToHashSet();
        var unknown = seen.Keys.ToHashSet();
        var (sent, underWay) = (0L, 0L);
        await foreach (var step in ReadStepsAsync(snapshot, cancellationToken))
        {
            foreach (var message in JsonSerializer.Deserialize<List<Sent>>(step.Messages, JsonSerializerOptions.Web)!
                .Where(message => _types.Contains(message.Type)))
            {
                sent++;
                unknown.Remove(message.MessageId);
                if (seen.GetValueOrDefault(message.MessageId) is { } arrived)
                    Compare(arrived, step.SagaId, step.Version, findings);
                else if (waiting.Contains(message.MessageId) || step.At > snapshot.At - grace)
                    underWay++;
                else
                    findings.Violate(
                        message.MessageId, $"{message.Type} was sent by step {step.Version} of {step.SagaId}, but nobody saw it");
            }
        }

        foreach (var message in unknown.Select(id => seen[id]))
            findings.Violate(message.MessageId, $"{message.Type} was seen, but no step of {message.SagaId} has sent it");
        findings.Count("messages sent", sent);
        findings.Count("messages seen", seen.Count);
        findings.Count("messages under way", underWay);
    }

    private static async IAsyncEnumerable<Step> ReadStepsAsync(
        StoredSnapshot snapshot, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var steps = snapshot.Database.Set<SagaTransition>().AsNoTracking()
            .Where(step => step.SagaType == SagaType)
            .OrderBy(step => step.Position)
            .Select(step => new Step(step.SagaId, step.Version, step.At, step.Messages));
        await foreach (var step in steps.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return step;

        var archive = new SagaArchive(snapshot.Database);
        await foreach (var page in snapshot.ReadArchiveAsync<TSaga>(cancellationToken))
        {
            foreach (var step in page.SelectMany(saga => ReadOrNone(archive, saga)))
                yield return new Step(step.SagaId, step.Version, step.At, step.Messages);
        }
    }

    // What cannot be read is reported by another check.
    private static IReadOnlyList<SagaTransition> ReadOrNone(SagaArchive archive, ArchivedSaga saga)
    {
        try
        {
            return archive.HistoryOf(saga);
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static void Compare(SeenEvent arrived, Guid sagaId, int version, InvariantFindings findings)
    {
        if (arrived.SagaId != sagaId || arrived.SagaVersion != version)
        {
            findings.Violate(
                arrived.MessageId,
                $"{arrived.Type} was sent by step {version} of {sagaId}, but arrived as version {arrived.SagaVersion} of {arrived.SagaId}");
        }
    }

    private sealed record Step(Guid SagaId, int Version, DateTimeOffset At, string Messages);

    private sealed record Sent(Guid MessageId, string Type);
}

/// <summary>A saga's message as a subscriber received it.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="SagaId">The saga, by the header <c>Saga-Id</c>.</param>
/// <param name="SagaVersion">The saga's version, by the header <c>Saga-Version</c>.</param>
/// <param name="Type">The message's type without its namespace, such as <c>OrderPaid</c>.</param>
public record SeenEvent(Guid MessageId, Guid SagaId, int SagaVersion, string Type);
