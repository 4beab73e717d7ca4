using MassTransit;
using Sagas.Durability.Commit;

namespace Sagas.Durability.Outbox;

/// <summary>Sets and cancels timers outside any unit of work: each call is a unit of its own, committed at once.</summary>
/// <param name="capture">Creates a send endpoint provider that sends into a unit.</param>
/// <param name="committer">Commits it.</param>
internal sealed class CommittingScheduleProvider(Func<UnitOfWork, ISendEndpointProvider> capture, ICommitter committer)
    : IScheduleMessageProvider
{
    public async Task<ScheduledMessage<T>> ScheduleSend<T>(
        Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe,
        CancellationToken cancellationToken)
        where T : class
    {
        var unit = new UnitOfWork();
        var scheduled = await new OutboxScheduleProvider(capture(unit), unit)
            .ScheduleSend(destinationAddress, scheduledTime, message, pipe, cancellationToken);
        await committer.CommitAsync(unit, cancellationToken);
        return scheduled;
    }

    public Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken)
    {
        var unit = new UnitOfWork();
        unit.CancelledTimers.Add(tokenId);
        return committer.CommitAsync(unit, cancellationToken);
    }

    public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) =>
        CancelScheduledSend(tokenId, cancellationToken);
}
