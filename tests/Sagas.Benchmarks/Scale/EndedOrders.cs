using System.Collections.Concurrent;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Sagas.Benchmarks.Scale;

/// <summary>Learns from outside, as any subscriber does, which orders have ended.</summary>
internal sealed class EndedOrders : IAsyncDisposable
{
    private static readonly string[] Events = ["OrderCompleted", "OrderRejected", "OrderCancelled"];

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    // The broker may deliver an order's event twice, but the order has ended only once.
    private readonly ConcurrentDictionary<Guid, bool> _heard = [];

    private EndedOrders(IConnection connection, IChannel channel)
    {
        _connection = connection;
        _channel = channel;
    }

    public Action? OrderEnded { get; set; }

    /// <summary>Begins to listen; once it returns, nothing is missed any more.</summary>
    public static async Task<EndedOrders> ListenAsync(string broker, CancellationToken cancellationToken)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(broker), ClientProvidedName = "benchmark" }
            .CreateConnectionAsync(cancellationToken);
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var ended = new EndedOrders(connection, channel);
        var queue = await channel.QueueDeclareAsync(cancellationToken: cancellationToken);
        foreach (var exchange in Events.Select(name => $"Sagas.Contracts.Orders:{name}"))
        {
            await channel.ExchangeDeclareAsync(
                exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
            await channel.QueueBindAsync(queue.QueueName, exchange, "", cancellationToken: cancellationToken);
        }

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            ended.Hear(delivery.Body);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, cancellationToken);
        return ended;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private void Hear(ReadOnlyMemory<byte> body)
    {
        using var envelope = JsonDocument.Parse(body);
        if (_heard.TryAdd(envelope.RootElement.GetProperty("message").GetProperty("orderId").GetGuid(), true))
            OrderEnded?.Invoke();
    }
}
