using RabbitMQ.Client;

namespace Sagas.Tests.Harness;

/// <summary>Whoever can reach the broker, and knows or does not know what belongs there.</summary>
internal sealed class RawPublisher : IAsyncDisposable
{
    public const string Envelope = "application/vnd.masstransit+json";
    public const string Json = "application/json";

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private RawPublisher(IConnection connection, IChannel channel)
    {
        _connection = connection;
        _channel = channel;
    }

    public static async Task<RawPublisher> ConnectAsync(Uri broker)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        return new RawPublisher(connection, channel);
    }

    /// <summary>Publishes bytes; returns when the broker has them.</summary>
    public async Task PublishAsync(
        string exchange, ReadOnlyMemory<byte> body, string? contentType, IReadOnlyDictionary<string, string>? headers = null,
        Guid? messageId = null)
    {
        var properties = new BasicProperties
        {
            Persistent = true,
            MessageId = $"{messageId ?? Guid.NewGuid():D}",
            Headers = headers?.ToDictionary(header => header.Key, object? (header) => header.Value, StringComparer.Ordinal),
        };
        if (contentType is not null)
            properties.ContentType = contentType;
        await _channel.BasicPublishAsync(exchange, "", mandatory: true, properties, body);
    }

    /// <summary>Deletes a queue with what is in it.</summary>
    public Task DeleteAsync(string queue) => _channel.QueueDeleteAsync(queue);

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
