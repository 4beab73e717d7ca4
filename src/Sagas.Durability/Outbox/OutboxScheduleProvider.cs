using MassTransit;
using MassTransit.Scheduling;
using MassTransit.Transports;
using Sagas.Durability.Commit;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Outbox;

/// <summary>
/// Sets timers as outbox rows with a due time, in the unit of work that the sender belongs to, and cancels them in the
/// same way. Serves saga schedules, scheduled redelivery and <see cref="IMessageScheduler"/>.
/// </summary>
/// <param name="sender">Sends into the unit of work.</param>
/// <param name="unit">The unit of work.</param>
internal sealed class OutboxScheduleProvider(ISendEndpointProvider sender, UnitOfWork unit) : IScheduleMessageProvider
{
    public async Task<ScheduledMessage<T>> ScheduleSend<T>(
        Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe,
        CancellationToken cancellationToken)
        where T : class
    {
        var tokenId = ScheduleTokenIdCache<T>.GetTokenId(message);
        var dueAt = new DateTimeOffset(scheduledTime.ToUniversalTime()).ToStorable();
        var endpoint = await sender.GetSendEndpoint(destinationAddress);
        await endpoint.Send(message, new TimerPipe<T>(pipe, new TimerDetails(dueAt, tokenId)), cancellationToken);
        return new ScheduledMessageHandle<T>(tokenId, dueAt.UtcDateTime, destinationAddress, message);
    }

    public Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken)
    {
        unit.CancelledTimers.Add(tokenId);
        return Task.CompletedTask;
    }

    public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) =>
        CancelScheduledSend(tokenId, cancellationToken);

    private sealed class TimerPipe<T>(IPipe<SendContext<T>>? pipe, TimerDetails details) : SendContextPipeAdapter<T>(pipe)
        where T : class
    {
        protected override void Send(SendContext<T> context)
        {
            context.ScheduledMessageId = details.TokenId;
            context.Headers.Set(MassTransit.MessageHeaders.SchedulingTokenId, details.TokenId.ToString("D"));
            context.GetOrAddPayload(() => details);
        }

        protected override void Send<TMessage>(SendContext<TMessage> context)
        {
        }
    }
}
