using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Messages;
using Sagas.Durability.Outbox;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Sagas;

/// <summary>Finds messages of a saga by their ids, wherever they are.</summary>
internal sealed class MessageFinder(DbContext db, IOptions<DurabilityOptions> options, TimeProvider time)
{
    /// <summary>Finds them.</summary>
    /// <param name="messageIds">The ids.</param>
    /// <param name="waiting">The saga's messages and timers in the outbox, which has no index of message ids.</param>
    /// <param name="deadLetters">The saga's dead letters, which have no such index either.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>Those that were found.</returns>
    public async Task<IReadOnlyDictionary<Guid, FoundMessage>> FindAsync(
        IReadOnlyList<Guid> messageIds, IEnumerable<OutboxMessage> waiting, IReadOnlyList<DeadLetter> deadLetters,
        CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, FoundMessage>();
        if (messageIds.Count == 0)
            return found;

        // What is being retried is somewhere else by now, if it is to be found.
        foreach (var deadLetter in deadLetters.Where(deadLetter => deadLetter.IsBeingRetried))
            Put(found, deadLetter);
        // The outbox first: a message sent in the meantime is in the journal by then. The latest place of a message counts.
        var leaving = await LeavingAsync(messageIds, cancellationToken);
        foreach (var message in await KeptAsync(messageIds, cancellationToken))
            found[message.MessageId] = new(
                MessagePlace.Journal, message.Headers,
                ReadableBody.TextOrNote(message.Body, message.Bytes, message.ContentType, message.Wire))
            {
                Destination = message.DestinationAddress,
                LeftAt = message.LeftAt,
            };
        foreach (var message in waiting.Concat(leaving))
            found[message.MessageId] = new(
                MessagePlace.Outbox, message.Headers,
                ReadableBody.TextOrNote(message.Body, message.Bytes, message.ContentType, message.Wire))
            {
                Destination = message.DestinationAddress,
            };
        foreach (var deadLetter in deadLetters.Where(deadLetter => !deadLetter.IsBeingRetried))
            Put(found, deadLetter);
        return found;
    }

    private static void Put(Dictionary<Guid, FoundMessage> found, DeadLetter deadLetter)
    {
        if (deadLetter.MessageId is { } messageId)
            found[messageId] = new(
                MessagePlace.DeadLetters, deadLetter.Headers,
                ReadableBody.TextOrNote(deadLetter.Body, deadLetter.Bytes, deadLetter.ContentType, deadLetter.Wire))
            {
                Destination = $"queue:{deadLetter.Endpoint}",
            };
    }

    // A message that was redelivered was kept each time it was sent.
    private Task<List<JournaledMessage>> KeptAsync(IReadOnlyList<Guid> messageIds, CancellationToken cancellationToken) =>
        db.Set<JournaledMessage>().AsNoTracking().Where(message => messageIds.Contains(message.MessageId))
            .OrderBy(message => message.LeftAt).ToListAsync(cancellationToken);

    private Task<List<OutboxMessage>> LeavingAsync(IReadOnlyList<Guid> messageIds, CancellationToken cancellationToken) =>
        new OutboxReader(db, time.GetUtcNow(), options.Value).Near
            .Where(message => messageIds.Contains(message.MessageId)).ToListAsync(cancellationToken);
}

/// <summary>A message that was found where it is stored.</summary>
/// <param name="Place">Where that is.</param>
/// <param name="Headers">Its headers, a JSON object of strings.</param>
/// <param name="Body">Its body as a text, or a note of what it is.</param>
internal sealed record FoundMessage(MessagePlace Place, string Headers, string Body)
{
    /// <summary>Where it was sent; null if that is not known.</summary>
    public string? Destination { get; init; }

    /// <summary>When it left the outbox, if it has.</summary>
    public DateTimeOffset? LeftAt { get; init; }
}
