using MassTransit;
using Sagas.Durability.Messages;
using Sagas.Durability.Outbox;
using Sagas.Durability.Tables;

namespace Sagas.Tests.Beds;

/// <summary>Notes what one process sends and handles.</summary>
internal sealed class DeliveryWatch(DeliveryLedger ledger, BrokerConnections connections, Subscribers subscribers)
    : ISendObserver, IPublishObserver, IReceiveObserver
{
    public Task PreSend<T>(SendContext<T> context) where T : class => Sent(context);

    public Task PostSend<T>(SendContext<T> context) where T : class => Task.CompletedTask;

    public Task SendFault<T>(SendContext<T> context, Exception exception) where T : class => NotSent(context);

    public Task PrePublish<T>(PublishContext<T> context) where T : class => Sent(context);

    public Task PostPublish<T>(PublishContext<T> context) where T : class => Task.CompletedTask;

    public Task PublishFault<T>(PublishContext<T> context, Exception exception) where T : class => NotSent(context);

    public Task PreReceive(ReceiveContext context)
    {
        connections.Note(context);
        return Task.CompletedTask;
    }

    public Task PostReceive(ReceiveContext context)
    {
        if (context.GetMessageId() is { } messageId)
            ledger.Done(messageId, EndpointNames.Of(context.InputAddress));
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class =>
        Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    // The broker keeps the message and delivers it again.
    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;

    private Task Sent(SendContext context)
    {
        ledger.Sent(context.MessageId!.Value, Receivers(context));
        return Task.CompletedTask;
    }

    private Task NotSent(SendContext context)
    {
        foreach (var endpoint in Receivers(context))
            ledger.Done(context.MessageId!.Value, endpoint);
        return Task.CompletedTask;
    }

    // A response goes to whoever has asked, and to nobody who subscribes to its type.
    private IReadOnlyCollection<string> Receivers(SendContext context) =>
        context.DestinationAddress!.Query.Contains("temporary=true", StringComparison.Ordinal)
            ? []
            : subscribers.Of(new OutboxMessage
            {
                DestinationAddress = context.DestinationAddress.ToString(),
                MessageTypes = string.Join(';', context.SupportedMessageTypes),
                ContentType = "",
                Headers = "",
                Body = "",
            });
}
