using System.Globalization;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Sagas.Chaos.Outside;

/// <summary>
/// A subscriber that consumes the service's events from a queue of its own, and writes down whatever arrives, as often as it
/// arrives: the file that <c>verify --events</c> reads.
/// </summary>
internal sealed class EventSubscriber : IAsyncDisposable
{
    public const string Queue = "chaos-subscriber";

    private static readonly string[] Events =
    [
        "OrderPaid", "OrderCompleted", "OrderRejected", "OrderCancelled", "OrderNeedsAttention",
    ];
    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromMilliseconds(500);

    private readonly ConnectionFactory _broker;
    private readonly StreamWriter _file;
    private readonly SemaphoreSlim _oneWrites = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _listening = Task.CompletedTask;

    private EventSubscriber(Uri broker, string path)
    {
        // Reconnecting is done here, because the client's own recovery gives up if its first attempt fails.
        _broker = new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false, ClientProvidedName = Queue };
        _file = new StreamWriter(path) { AutoFlush = true };
    }

    /// <summary>Begins to listen; once it returns, nothing is missed any more.</summary>
    public static async Task<EventSubscriber> StartAsync(Uri broker, string path, CancellationToken cancellationToken)
    {
        var subscriber = new EventSubscriber(broker, path);
        var first = await subscriber.ListenAsync(cancellationToken);
        subscriber._listening = subscriber.StayAsync(first);
        return subscriber;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _listening;
        await _file.DisposeAsync();
        _oneWrites.Dispose();
        _stopping.Dispose();
    }

    private async Task StayAsync((IConnection Connection, Task Lost) listening)
    {
        while (true)
        {
            try
            {
                await listening.Lost.WaitAsync(_stopping.Token);
                await listening.Connection.DisposeAsync();
                await Pause.ForAsync(PauseBetweenAttempts, _stopping.Token);
                listening = await ListenAsync(_stopping.Token);
            }
            catch (OperationCanceledException)
            {
                await listening.Connection.DisposeAsync();
                return;
            }
            catch (Exception exception) when (exception is BrokerUnreachableException or OperationInterruptedException
                or AlreadyClosedException or IOException)
            {
                // The broker is away; the next attempt follows.
            }
        }
    }

    private async Task<(IConnection Connection, Task Lost)> ListenAsync(CancellationToken cancellationToken)
    {
        var connection = await _broker.CreateConnectionAsync(cancellationToken);
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionShutdownAsync += (_, _) => Task.FromResult(lost.TrySetResult());
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(
            Queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        foreach (var exchange in Events.Select(name => $"Sagas.Contracts.Orders:{name}"))
        {
            await channel.ExchangeDeclareAsync(
                exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
            await channel.QueueBindAsync(Queue, exchange, "", cancellationToken: cancellationToken);
        }

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => NoteAsync(channel, delivery);
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, cancellationToken);
        return (connection, lost.Task);
    }

    private async Task NoteAsync(IChannel channel, BasicDeliverEventArgs delivery)
    {
        using var body = JsonDocument.Parse(delivery.Body);
        var line = JsonSerializer.Serialize(new
        {
            messageId = delivery.BasicProperties.MessageId,
            sagaId = Header(delivery, "Saga-Id"),
            sagaVersion = int.Parse(Header(delivery, "Saga-Version") ?? "0", CultureInfo.InvariantCulture),
            messageType = body.RootElement.GetProperty("messageType")[0].GetString(),
        });
        await _oneWrites.WaitAsync();
        try
        {
            await _file.WriteLineAsync(line);
        }
        finally
        {
            _oneWrites.Release();
        }

        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }

    private static string? Header(BasicDeliverEventArgs delivery, string name) =>
        delivery.BasicProperties.Headers?.TryGetValue(name, out var value) is true
            ? value is byte[] text ? Encoding.UTF8.GetString(text) : Convert.ToString(value, CultureInfo.InvariantCulture)
            : null;
}
