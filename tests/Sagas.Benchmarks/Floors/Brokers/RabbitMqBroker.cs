using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Sagas.Benchmarks.Floors.Messages;

namespace Sagas.Benchmarks.Floors.Brokers;

/// <summary>
/// How the floors talk to RabbitMQ: durable exchanges and queues, persistent messages, confirms awaited concurrently, and
/// acknowledgments one by one after the commit.
/// </summary>
internal sealed class RabbitMqBroker : IFloorBroker
{
    private const ushort Prefetch = 64;

    private readonly IConnection _connection;
    private readonly IChannel _publishing;
    private readonly List<IChannel> _consuming = [];

    private RabbitMqBroker(IConnection connection, IChannel publishing)
    {
        _connection = connection;
        _publishing = publishing;
    }

    public static async Task<RabbitMqBroker> ConnectAsync(string address)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(address), ClientProvidedName = "floor" }
            .CreateConnectionAsync();
        return new RabbitMqBroker(connection, await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true,
            outstandingPublisherConfirmationsRateLimiter: null)));
    }

    public Task DeclareAsync(string exchange) => _publishing.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);

    public async Task ConsumeAsync(string queue, IReadOnlyList<string> exchanges, Func<string, ReadOnlyMemory<byte>, Task> handle)
    {
        var channel = await _connection.CreateChannelAsync();
        _consuming.Add(channel);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await channel.QueuePurgeAsync(queue);
        foreach (var exchange in exchanges)
        {
            await DeclareAsync(exchange);
            await channel.QueueBindAsync(queue, exchange, routingKey: "");
        }

        await channel.BasicQosAsync(0, Prefetch, global: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            // The client reuses the body when this returns, but messages are handled concurrently.
            var body = delivery.Body.ToArray();
            _ = Task.Run(() => HandleAsync(channel, delivery.DeliveryTag, () => handle(delivery.Exchange, body)));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
    }

    public async Task PublishAsync(FloorOutgoing message)
    {
        var properties = new BasicProperties
        {
            MessageId = message.Message.MessageId.ToString(),
            ContentType = "application/vnd.masstransit+json",
            DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Content-Type"] = "application/vnd.masstransit+json",
                ["Saga-Id"] = message.Message.Message.OrderId.ToString(),
                ["Saga-Version"] = message.Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["publishId"] = message.OutboxId.ToString(),
            },
        };
        await _publishing.BasicPublishAsync(
            message.Destination, routingKey: "", mandatory: false, properties, Encoding.UTF8.GetBytes(message.Json));
    }

    // A failed message stays with the broker; floors do not handle failures, and such a run does not count.
    private static async Task HandleAsync(IChannel channel, ulong deliveryTag, Func<Task> handle)
    {
        try
        {
            await handle();
            await channel.BasicAckAsync(deliveryTag, multiple: false);
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync($"A message failed: {exception}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _consuming)
            await channel.DisposeAsync();
        await _publishing.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
