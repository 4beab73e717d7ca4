using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Sagas.Chaos.Outside;

/// <summary>
/// Competes with the consumers of the service's queues, and puts back what it gets: twice, and in a different order. It cannot
/// lose anything: it acknowledges what it has taken only once the broker has the copies.
/// </summary>
internal sealed class Shuffler(Uri broker, Dice dice)
{
    private const string Mark = "Chaos-Copy";
    private const int Copies = 2;

    private static readonly string[] Queues = ["order-saga", "process-payment", "refund-payment", "send-notification"];
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentQueue<(string Queue, BasicDeliverEventArgs Delivery, byte[] Body)> _taken = new();

    /// <summary>Shuffles for a while.</summary>
    /// <returns>How many messages were duplicated.</returns>
    public async Task<int> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var clock = new RunClock();
        var doubled = 0;
        try
        {
            await using var connection = await new ConnectionFactory { Uri = broker, ClientProvidedName = nameof(Shuffler) }
                .CreateConnectionAsync(cancellationToken);
            await using var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
                cancellationToken);
            await channel.BasicQosAsync(0, 20, global: false, cancellationToken);
            foreach (var queue in Queues)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, delivery) =>
                {
                    // The body belongs to the client's buffer, which is reused.
                    _taken.Enqueue((queue, delivery, delivery.Body.ToArray()));
                    return Task.CompletedTask;
                };
                await channel.BasicConsumeAsync(queue, autoAck: false, consumer, cancellationToken);
            }

            while (clock.Now < duration)
            {
                await Pause.ForAsync(Round, cancellationToken);
                doubled += await PutBackAsync(channel, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationInterruptedException or AlreadyClosedException
            or BrokerUnreachableException or PublishException)
        {
            // The broker takes back what was not acknowledged.
        }

        return doubled;
    }

    private async Task<int> PutBackAsync(IChannel channel, CancellationToken cancellationToken)
    {
        var batch = new List<(string Queue, BasicDeliverEventArgs Delivery, byte[] Body)>();
        while (_taken.TryDequeue(out var message))
            batch.Add(message);

        // A copy that comes by again is not duplicated again, or soon there would be nothing but copies.
        foreach (var (queue, delivery, body) in dice.Shuffle(
            batch.SelectMany(message => Enumerable.Repeat(message, IsCopy(message.Delivery) ? 1 : Copies))))
        {
            var properties = new BasicProperties(delivery.BasicProperties);
            properties.Headers = new Dictionary<string, object?>(
                properties.Headers ?? new Dictionary<string, object?>(), StringComparer.Ordinal)
            {
                [Mark] = true,
            };
            await channel.BasicPublishAsync("", queue, mandatory: true, properties, body, cancellationToken);
        }

        foreach (var message in batch)
            await channel.BasicAckAsync(message.Delivery.DeliveryTag, multiple: false, cancellationToken);
        return batch.Count(message => !IsCopy(message.Delivery));
    }

    private static bool IsCopy(BasicDeliverEventArgs delivery) => delivery.BasicProperties.Headers?.ContainsKey(Mark) is true;
}
