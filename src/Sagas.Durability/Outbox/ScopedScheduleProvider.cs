using MassTransit;
using Sagas.Durability.Commit;

namespace Sagas.Durability.Outbox;

/// <summary>
/// Serves a scope's <see cref="IMessageScheduler"/>: timers are set and canceled in the scope's unit of work, whether a
/// consumer's or a request's.
/// </summary>
internal sealed class ScopedScheduleProvider(ISendEndpointProvider sender, UnitOfWorkScope scope) : IScheduleMessageProvider
{
    // The scope's unit is replaced when a consumer begins, so every call looks it up.
    private OutboxScheduleProvider Provider => new(sender, scope.Unit);

    public Task<ScheduledMessage<T>> ScheduleSend<T>(
        Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe,
        CancellationToken cancellationToken)
        where T : class =>
        Provider.ScheduleSend(destinationAddress, scheduledTime, message, pipe, cancellationToken);

    public Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken) =>
        Provider.CancelScheduledSend(tokenId, cancellationToken);

    public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) =>
        Provider.CancelScheduledSend(tokenId, cancellationToken);
}
