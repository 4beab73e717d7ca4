using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Context;
using MassTransit.Scheduling;

namespace Sagas.Tests.Orders.World;

/// <summary>Stands before everything else on the endpoint: lends it the scheduler and reports how each message ended.</summary>
internal class DeliveryFilter(IScheduleMessageProvider scheduler) : IFilter<ConsumeContext>
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<Exception?>> _deliveries = new();

    public Task<Exception?> Expect(Guid messageId)
    {
        var delivery = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _deliveries[messageId] = delivery;
        return delivery.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        context.GetOrAddPayload<MessageSchedulerContext>(() => new ConsumeMessageSchedulerContext(
            context, consume => new MessageScheduler(scheduler, consume.GetPayload<IBusTopology>())));
        try
        {
            await next.Send(context);
            Report(context.MessageId, null);
        }
        catch (Exception exception)
        {
            Report(context.MessageId, exception);
            throw;
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("delivery");

    private void Report(Guid? messageId, Exception? exception)
    {
        if (messageId is { } id && _deliveries.TryRemove(id, out var delivery))
            delivery.SetResult(exception);
    }
}
