using Sagas.Durability.Registry;
using Sagas.Operations.Diagrams;
using Sagas.Operations.Instances;

namespace Sagas.Operations.Sagas;

/// <summary>What keeps a saga from going on.</summary>
public sealed class SagaTrouble
{
    private SagaTrouble(SagaDetails saga, IReadOnlyList<PausedQueueSample> paused, IReadOnlySet<Guid> pointless) =>
        (Saga, Paused, Pointless) = (saga, paused, pointless);

    /// <summary>The saga.</summary>
    internal SagaDetails Saga { get; }

    /// <summary>The queues that are paused and hold its messages.</summary>
    internal IReadOnlyList<PausedQueueSample> Paused { get; }

    /// <summary>The dead letters that it is pointless to retry.</summary>
    internal IReadOnlySet<Guid> Pointless { get; }

    /// <summary>Whether there is any.</summary>
    internal bool IsAny => Saga.Failing.Any() || Saga.DeadLetters.Count > 0 || Paused.Count > 0;

    /// <summary>How many of its messages have failed, by the state in which it is.</summary>
    internal StateFailures Failures => new(Saga.DeadLetters.Count, Saga.Failing.Count());

    /// <summary>Finds it.</summary>
    /// <param name="saga">The saga.</param>
    /// <param name="messages">Its messages.</param>
    /// <param name="paused">All paused queues.</param>
    /// <param name="rules">Tells which dead letters it is pointless to retry.</param>
    internal static SagaTrouble Of(
        SagaDetails saga, IEnumerable<SagaMessageView> messages, IReadOnlyList<PausedQueueSample> paused,
        PointlessDeadLetters rules)
    {
        // What it has sent with its last step is what it waits for.
        var queues = saga.Waiting.Select(message => message.Destination)
            .Concat(messages.Where(message => message.Direction == MessageDirection.Out && message.DueAt is null
                && message.Version == saga.Row.Version).Select(message => message.Destination))
            .OfType<string>().Select(QueueOf).ToHashSet(StringComparer.Ordinal);
        return new SagaTrouble(
            saga,
            saga.Kind.FinalStates.Contains(saga.Row.State) ? [] : [.. paused.Where(queue => queues.Contains(queue.Queue))],
            saga.StoredLetters.Where(deadLetter => rules.Is(deadLetter, saga.Kind, saga.Row.State))
                .Select(deadLetter => deadLetter.DeadLetterId).ToHashSet());
    }

    // queue:name, exchange:name, rabbitmq://host/name, loopback://localhost/name
    private static string QueueOf(string address) => address[(address.LastIndexOfAny(['/', ':']) + 1)..].Split('?')[0];
}
