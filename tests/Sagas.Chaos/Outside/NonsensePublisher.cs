using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Sagas.Chaos.Outside;

/// <summary>
/// A foreign client that publishes what makes no sense, with confirms, and remembers what the broker has confirmed: each of
/// those must be a dead letter in the end.
/// </summary>
internal sealed class NonsensePublisher(Uri broker, Dice dice)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromMilliseconds(500);

    private readonly List<NonsenseMessage> _confirmed = [];
    private int _count;

    /// <summary>What the broker has confirmed.</summary>
    public IReadOnlyList<NonsenseMessage> Confirmed
    {
        get
        {
            lock (_confirmed)
                return [.. _confirmed];
        }
    }

    /// <summary>Publishes until told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await PublishAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The run is over.
            }
            catch (Exception exception) when (exception is BrokerUnreachableException or OperationInterruptedException
                or AlreadyClosedException or PublishException or IOException or OperationCanceledException)
            {
                // The broker is away; whether it has the last message is not known, so that one does not count.
                await RestAsync(cancellationToken);
            }
        }
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = broker,
            AutomaticRecoveryEnabled = false,
            ClientProvidedName = nameof(NonsensePublisher),
        };
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            cancellationToken);
        using var pace = new PeriodicTimer(Interval);
        while (await pace.WaitForNextTickAsync(cancellationToken))
        {
            var message = NonsenseMessage.Draw(dice, ++_count);
            await channel.BasicPublishAsync(
                message.Exchange, message.RoutingKey, mandatory: true, message.ToProperties(), message.Body, cancellationToken);
            lock (_confirmed)
                _confirmed.Add(message);
        }
    }

    private static async Task RestAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Pause.ForAsync(PauseBetweenAttempts, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
