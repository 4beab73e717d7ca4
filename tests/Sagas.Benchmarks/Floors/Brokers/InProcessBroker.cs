using System.Text;
using System.Threading.Channels;
using Sagas.Benchmarks.Floors.Messages;

namespace Sagas.Benchmarks.Floors.Brokers;

/// <summary>
/// Queues in memory, which keep nothing: a message is done only when each of its consumers has committed, and until then its
/// row stays in the outbox.
/// </summary>
internal sealed class InProcessBroker : IFloorBroker
{
    private const int Prefetch = 64;

    private readonly Dictionary<string, List<Channel<Delivery>>> _queues = new(StringComparer.Ordinal);
    private readonly List<Task> _consumers = [];

    private sealed record Delivery(string Exchange, byte[] Body, TaskCompletionSource Handled);

    public Task DeclareAsync(string exchange)
    {
        _queues.TryAdd(exchange, []);
        return Task.CompletedTask;
    }

    public async Task ConsumeAsync(string queue, IReadOnlyList<string> exchanges, Func<string, ReadOnlyMemory<byte>, Task> handle)
    {
        var deliveries = Channel.CreateUnbounded<Delivery>();
        foreach (var exchange in exchanges)
        {
            await DeclareAsync(exchange);
            _queues[exchange].Add(deliveries);
        }

        _consumers.AddRange(Enumerable.Range(0, Prefetch).Select(_ => Task.Run(() => HandleAllAsync(deliveries.Reader, handle))));
    }

    public Task PublishAsync(FloorOutgoing message)
    {
        var body = Encoding.UTF8.GetBytes(message.Json);
        return Task.WhenAll(_queues[message.Destination].Select(queue =>
        {
            var delivery = new Delivery(message.Destination, body, new(TaskCreationOptions.RunContinuationsAsynchronously));
            queue.Writer.TryWrite(delivery);
            return delivery.Handled.Task;
        }));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _queues.Values.SelectMany(queues => queues))
            queue.Writer.TryComplete();
        await Task.WhenAll(_consumers);
    }

    // A failed message stays in the outbox; floors do not handle failures, and such a run does not count.
    private static async Task HandleAllAsync(ChannelReader<Delivery> deliveries, Func<string, ReadOnlyMemory<byte>, Task> handle)
    {
        await foreach (var delivery in deliveries.ReadAllAsync())
        {
            try
            {
                await handle(delivery.Exchange, delivery.Body);
                delivery.Handled.SetResult();
            }
            catch (Exception exception)
            {
                await Console.Error.WriteLineAsync($"A message failed: {exception}");
            }
        }
    }
}
