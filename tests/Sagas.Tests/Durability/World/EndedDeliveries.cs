using System.Collections.Concurrent;
using MassTransit;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.World;

/// <summary>Counts how often a process is done with a message, whatever it has made of it.</summary>
internal sealed class EndedDeliveries : IReceiveObserver
{
    private readonly ConcurrentDictionary<Guid, int> _ended = new();

    public static EndedDeliveries Watch(DurableHost host)
    {
        var deliveries = new EndedDeliveries();
        host.Bus.ConnectReceiveObserver(deliveries);
        return deliveries;
    }

    public Task UntilAsync(Guid messageId, int count) => Eventually.BecomesTrueAsync(
        () => _ended.GetValueOrDefault(messageId) >= count, $"{count} deliveries of {messageId} to end");

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Note(context);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class =>
        Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Note(context);

    private Task Note(ReceiveContext context)
    {
        if (context.GetMessageId() is { } messageId)
            _ended.AddOrUpdate(messageId, 1, static (_, count) => count + 1);
        return Task.CompletedTask;
    }
}
