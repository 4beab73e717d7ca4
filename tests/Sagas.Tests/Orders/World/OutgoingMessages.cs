using System.Collections.Concurrent;
using MassTransit;
using Sagas.Contracts;

namespace Sagas.Tests.Orders.World;

/// <summary>Records what sagas publish and send, in order.</summary>
internal class OutgoingMessages : IPublishObserver, ISendObserver
{
    private readonly ConcurrentQueue<(Guid OrderId, object Message, string? Queue)> _messages = new();

    /// <summary>Everything said about an order: events as they are, and commands with the queue they were sent to.</summary>
    public IReadOnlyList<(object Message, string? Queue)> About(Guid orderId) =>
        [.. _messages.Where(x => x.OrderId == orderId).Select(x => (x.Message, x.Queue))];

    public Task PostPublish<T>(PublishContext<T> context) where T : class
    {
        if (context.Message is not Fault)
            _messages.Enqueue((OrderIds.Of(context.Message), context.Message, null));
        return Task.CompletedTask;
    }

    public Task PostSend<T>(SendContext<T> context) where T : class
    {
        var queue = context.DestinationAddress!.Segments[^1];
        // What the test itself delivers to the saga is not outgoing.
        if (queue is not Endpoints.OrderSaga)
            _messages.Enqueue((OrderIds.Of(context.Message), context.Message, queue));
        return Task.CompletedTask;
    }

    public Task PrePublish<T>(PublishContext<T> context) where T : class => Task.CompletedTask;

    public Task PublishFault<T>(PublishContext<T> context, Exception exception) where T : class => Task.CompletedTask;

    public Task PreSend<T>(SendContext<T> context) where T : class => Task.CompletedTask;

    public Task SendFault<T>(SendContext<T> context, Exception exception) where T : class => Task.CompletedTask;
}
