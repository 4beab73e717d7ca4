using MassTransit;
using MassTransit.Context;

namespace Sagas.Durability.Receive;

/// <summary>
/// The context of one delivery. MassTransit would send the <see cref="Fault{T}"/> of a message with a response or fault address
/// whenever handling it fails, past the outbox, even if the message will be redelivered or turns out to have been handled. The
/// delivery filter sends it instead, when it gives the message up.
/// </summary>
/// <typeparam name="TMessage">The message.</typeparam>
internal sealed class DeliveryContext<TMessage>(ConsumeContext<TMessage> context) : ConsumeContextScope<TMessage>(context)
    where TMessage : class
{
    public override Task NotifyFaulted<T>(
        ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) =>
        ReceiveContext.NotifyFaulted(context, duration, consumerType, exception);
}
