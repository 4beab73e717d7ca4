using System.Collections.Concurrent;
using MassTransit;

namespace Sagas.Benchmarks.Stock;

/// <summary>Notices an order's last message once everything about the order has been committed and sent.</summary>
internal sealed class StockEndings : IConsumeObserver
{
    // A message may be delivered twice, but its order has ended only once.
    private readonly ConcurrentDictionary<Guid, bool> _heard = [];

    public Action? OrderEnded { get; set; }

    public Task PreConsume<T>(ConsumeContext<T> context) where T : class => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context) where T : class
    {
        if (context.Message is StockNotificationSent sent && _heard.TryAdd(sent.OrderId, true))
            OrderEnded?.Invoke();
        return Task.CompletedTask;
    }

    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception) where T : class => Task.CompletedTask;
}
