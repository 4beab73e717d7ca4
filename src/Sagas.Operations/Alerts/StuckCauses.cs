using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Messages;
using Sagas.Durability.Receive;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Operations.Shell;
using Sagas.Web.Text;

namespace Sagas.Operations.Alerts;

/// <summary>
/// Finds why sagas are stuck: by their newest dead letter that nobody has decided on, or else by a message that will be delivered
/// again. Both are found by indexes, for many sagas at a time.
/// </summary>
internal sealed class StuckCauses(DbContext db, SagaRegistry registry)
{
    private const int SagasAtATime = 500;
    private const int MostMessages = 10_000;

    /// <summary>Finds them.</summary>
    /// <returns>By alert; alerts about sagas for which nothing has failed are missing.</returns>
    public async Task<IReadOnlyDictionary<Guid, StuckError>> FindAsync(
        IReadOnlyList<SagaAlert> alerts, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, StuckError>();
        foreach (var some in alerts.Chunk(SagasAtATime))
        {
            await AddLettersAsync(some, found, cancellationToken);
            await AddRedeliveriesAsync([.. some.Where(alert => !found.ContainsKey(alert.AlertId))], found, cancellationToken);
        }

        return found;
    }

    private async Task AddLettersAsync(
        SagaAlert[] alerts, Dictionary<Guid, StuckError> found, CancellationToken cancellationToken)
    {
        var sagaIds = alerts.Select(alert => alert.SagaId).ToList();
        var letters = await db.Set<DeadLetter>().AsNoTracking()
            .Where(letter => letter.SagaId != null && sagaIds.Contains(letter.SagaId.Value))
            .OrderByDescending(letter => letter.DeadAt).ThenByDescending(letter => letter.DeadLetterId).Take(MostMessages)
            .Select(letter => new { letter.SagaId, letter.ConsumerId, letter.MessageTypes, letter.ExceptionType, letter.Reason })
            .ToListAsync(cancellationToken);
        var ofSaga = letters.ToLookup(letter => letter.SagaId!.Value);
        foreach (var alert in alerts)
        {
            if (ofSaga[alert.SagaId].FirstOrDefault(letter => IsOf(alert, letter.ConsumerId)) is not { } newest)
                continue;
            found[alert.AlertId] = new StuckError(
                new StuckCause(
                    StuckCauseKind.DeadLetter, ShownDeadLetter.Message(newest.MessageTypes),
                    newest.ExceptionType is { } type ? SecretPatterns.HideIn(type) : null),
                newest.Reason);
        }
    }

    private async Task AddRedeliveriesAsync(
        IReadOnlyList<SagaAlert> alerts, Dictionary<Guid, StuckError> found, CancellationToken cancellationToken)
    {
        if (alerts.Count == 0)
            return;
        var tokens = alerts.ToLookup(alert => RedeliveryToken.Of(alert.SagaId));
        var ids = tokens.Select(token => token.Key).ToList();
        var waiting = await db.Set<OutboxMessage>().AsNoTracking()
            .Where(message => message.TokenId != null && ids.Contains(message.TokenId.Value))
            .OrderByDescending(message => message.CreatedAt).ThenBy(message => message.OutboxId).Take(MostMessages)
            .Select(message => new { message.TokenId, message.MessageTypes, message.Headers })
            .ToListAsync(cancellationToken);
        foreach (var (message, alert) in waiting.SelectMany(
            message => tokens[message.TokenId!.Value].Select(alert => (message, alert))))
        {
            found.TryAdd(alert.AlertId, new StuckError(
                new StuckCause(StuckCauseKind.Redelivery, ShownDeadLetter.Message(message.MessageTypes)),
                TransportHeaders.Deserialize(message.Headers).GetValueOrDefault(TransportHeaders.LastError)));
        }
    }

    // Sagas of several types may have the same id. The consumer that failed tells which of them it was.
    private bool IsOf(SagaAlert alert, string? consumerId) =>
        consumerId is null
        || registry.Types.FirstOrDefault(kind => consumerId.EndsWith($":{kind.Name}", StringComparison.Ordinal)) is not { } kind
        || kind.Name == alert.SagaType;
}

/// <summary>The last error of a saga.</summary>
/// <param name="Cause">What it has in common with those of others.</param>
/// <param name="Text">How the exception words it, which may have secrets of the saga in it; null if it is not known.</param>
internal sealed record StuckError(StuckCause Cause, string? Text);
