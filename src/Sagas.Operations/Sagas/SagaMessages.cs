using Sagas.Durability.Tables;

namespace Sagas.Operations.Sagas;

/// <summary>Reads the messages that a saga has received and sent.</summary>
internal sealed class SagaMessages(MessageFinder finder, TimeProvider time)
{
    /// <summary>For how many of the latest messages the contents are shown.</summary>
    public const int Most = 200;

    /// <summary>Reads the latest messages.</summary>
    /// <param name="saga">The saga.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The messages in the order of the saga's steps.</returns>
    public async Task<IReadOnlyList<SagaMessageView>> ReadAsync(SagaDetails saga, CancellationToken cancellationToken)
    {
        var named = saga.Steps.SelectMany(Of).TakeLast(Most).ToList();
        var found = await finder.FindAsync(
            [.. named.Select(message => message.MessageId).OfType<Guid>().Distinct()], saga.StoredWaiting,
            saga.StoredLetters, cancellationToken);
        // What one of them hides is hidden in all of them.
        saga.Mask.Knowing(found.Values.SelectMany(message => new[] { message.Body, message.Headers }));
        var timers = new TimerFates(saga, time.GetUtcNow());
        return
        [
            .. named.Select(message => message.MessageId is { } id && found.TryGetValue(id, out var stored)
                    ? With(message, stored, saga)
                    : message)
                .Select(message => message.DueAt is null ? message : message with { Timer = timers.Of(message) }),
        ];
    }

    private static IEnumerable<SagaMessageView> Of(SagaTransition step) =>
    [
        new(step.Version, MessageDirection.In, step.MessageId, step.Event, step.At, DueAt: null, MessagePlace.NotKept),
        .. SagaDetails.MessagesOf(step).Select(message => new SagaMessageView(
            step.Version, MessageDirection.Out, message.MessageId, message.Type, step.At, message.DueAt, MessagePlace.NotKept)),
    ];

    private static SagaMessageView With(SagaMessageView message, FoundMessage stored, SagaDetails saga)
    {
        var (body, headers) = saga.Mask.Message(stored.Body, stored.Headers);
        return message with
        {
            Place = stored.Place,
            Destination = stored.Destination,
            LeftAt = stored.LeftAt,
            Headers = headers,
            Body = body,
        };
    }
}
