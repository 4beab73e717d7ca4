using MassTransit;
using Sagas.Durability.Messages;
using Sagas.Durability.Outbox;
using Sagas.Durability.Tables;

namespace Sagas.Tests.Beds;

/// <summary>Notes what one process sends and handles.</summary>
internal sealed class DeliveryWatch(
    DeliveryLedger ledger, BrokerConnections connections, Subscribers subscribers, IBrokerMessages messages)
    : ISendObserver, IPublishObserver, IReceiveObserver
{
    private const string MessagePrefix = "urn:message:";

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
        if (messages.IdOf(context) is { } messageId)
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

    // What goes to neither an endpoint nor the exchange of a type, such as a response, is for nobody who subscribes to its type.
    private IReadOnlyCollection<string> Receivers(SendContext context)
    {
        var name = EndpointNames.Of(context.DestinationAddress!);
        if (!subscribers.Has(context.DestinationAddress!) && !context.SupportedMessageTypes.Any(type => IsExchangeOf(type, name)))
            return [];
        return subscribers.Of(new OutboxMessage
        {
            DestinationAddress = context.DestinationAddress!.ToString(),
            MessageTypes = string.Join(';', context.SupportedMessageTypes),
            ContentType = "",
            Headers = "",
            Body = "",
        });
    }

    // They differ in the signs around type arguments and nested types.
    private static bool IsExchangeOf(string messageType, string name) =>
        messageType.StartsWith(MessagePrefix, StringComparison.Ordinal)
        && messageType[MessagePrefix.Length..].Where(char.IsLetterOrDigit).SequenceEqual(name.Where(char.IsLetterOrDigit));
}
