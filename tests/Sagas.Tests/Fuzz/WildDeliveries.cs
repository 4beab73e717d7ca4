using System.Collections.Concurrent;
using System.Text;
using MassTransit;

namespace Sagas.Tests.Fuzz;

/// <summary>Notes how often each wild message is delivered, and whether a consumer has handled it.</summary>
internal sealed class WildDeliveries : IReceiveObserver
{
    private readonly ConcurrentDictionary<string, int> _deliveries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _handled = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Deliveries => _deliveries;

    public IReadOnlyCollection<string> Handled => [.. _handled.Keys];

    public Task PreReceive(ReceiveContext context)
    {
        if (MarkOf(context) is { } mark)
            _deliveries.AddOrUpdate(mark, 1, (_, count) => count + 1);
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class
    {
        if (MarkOf(context.ReceiveContext) is { } mark)
            _handled[mark] = 0;
        return Task.CompletedTask;
    }

    public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;

    private static string? MarkOf(ReceiveContext context) =>
        context.TransportHeaders.TryGetHeader(WildMessage.Mark, out var value)
            ? value as string ?? (value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null)
            : null;
}
