using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Scheduling;

namespace Sagas.Tests.Orders.World;

/// <summary>Keeps the timers that sagas set, for the test to let them ring.</summary>
internal class RecordingScheduler : IScheduleMessageProvider
{
    private readonly ConcurrentDictionary<Guid, PendingTimer> _pending = new();

    public IReadOnlyCollection<PendingTimer> Pending => [.. _pending.Values.OrderBy(timer => timer.DueAt)];

    public Task<ScheduledMessage<T>> ScheduleSend<T>(
        Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe,
        CancellationToken cancellationToken)
        where T : class
    {
        var token = NewId.NextGuid();
        _pending[token] = new PendingTimer(token, new DateTimeOffset(scheduledTime), OrderIds.Of(message), message);
        return Task.FromResult<ScheduledMessage<T>>(
            new ScheduledMessageHandle<T>(token, scheduledTime, destinationAddress, message));
    }

    public Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken)
    {
        _pending.TryRemove(tokenId, out _);
        return Task.CompletedTask;
    }

    public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) =>
        CancelScheduledSend(tokenId, cancellationToken);

    public IEnumerable<PendingTimer> TakeDue(DateTimeOffset now)
    {
        foreach (var timer in Pending.Where(timer => timer.DueAt <= now))
            if (_pending.TryRemove(timer.TokenId, out _))
                yield return timer;
    }
}
