using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.Messages;
using Sagas.Durability.Outbox;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Receive;

/// <summary>What the filters of one receive endpoint share.</summary>
internal sealed class DurableEndpoint(IServiceProvider services, Uri inputAddress)
{
    private readonly ConcurrentDictionary<(string ConsumerId, Type Message), Type> _consumers = new();

    /// <summary>The queue's name.</summary>
    public string Name { get; } = EndpointNames.Of(inputAddress);

    public Uri InputAddress { get; } = inputAddress;

    public IServiceProvider Services { get; } = services;

    public ICommitter Committer { get; } = services.GetRequiredService<ICommitter>();

    public DurableDatabase Database { get; } = services.GetRequiredService<DurableDatabase>();

    public HandledMessages Handled { get; } = new(
        services.GetRequiredService<DurableDatabase>(), services.GetRequiredService<RowReads>());

    public PausedQueues Pauses { get; } = services.GetRequiredService<PausedQueues>();

    public SuspectDeliveries Suspects { get; } = services.GetRequiredService<SuspectDeliveries>();

    public DurabilityOptions Options { get; } = services.GetRequiredService<IOptions<DurabilityOptions>>().Value;

    public TimeProvider Time { get; } = services.GetRequiredService<TimeProvider>();

    public OutboxCapture Capture { get; } = services.GetRequiredService<OutboxCapture>();

    public Subscribers Subscribers { get; } = services.GetRequiredService<Subscribers>();

    /// <summary>The rules that messages must obey before a consumer sees them.</summary>
    public MessageRules Rules { get; } = services.GetRequiredService<IOptions<DurabilityOptions>>().Value.MessageRules();

    public IBrokerMessages Messages { get; } = services.GetRequiredService<IBrokerMessages>();

    public KnownMessages Known { get; } = services.GetRequiredService<KnownMessages>();

    public InFlightMessages InFlight { get; } = services.GetRequiredService<InFlightMessages>();

    public ILogger Logger { get; } = services.GetRequiredService<ILoggerFactory>().CreateLogger("Sagas.Durability.Endpoint");

    /// <summary>The name under which a consumer or saga claims messages of a type.</summary>
    /// <exception cref="ConfigurationException">It is too long for the inbox, or another one has the same name.</exception>
    public string ConsumerIdOf(Type consumer, Type message)
    {
        var consumerId = $"{Name}:{consumer.Name}";
        if (consumerId.Length > FailureClaims.LongestClaimant)
            throw new ConfigurationException(
                $"The names of queue and consumer must have at most {FailureClaims.LongestClaimant - 1} characters together, but {consumerId} has {consumerId.Length - 1}.");
        if (_consumers.GetOrAdd((consumerId, message), consumer) is var known && known != consumer)
            throw new ConfigurationException(
                $"The endpoint {Name} has two consumers of {message.Name} with the name {consumer.Name}: {known.FullName} and {consumer.FullName}. The second would take every message for one that has been handled.");
        return consumerId;
    }

    /// <summary>Whether all consumers of the endpoint have handled a message, whatever its type.</summary>
    /// <param name="claims">The claims on the message.</param>
    public bool WasHandledByAll(IReadOnlyCollection<string> claims) =>
        !_consumers.IsEmpty && _consumers.Keys.All(consumer => claims.Contains(consumer.ConsumerId));

    /// <summary>A claim on a message, for the inbox.</summary>
    public InboxMessage NewClaim(Guid messageId, string claimant) =>
        new() { MessageId = messageId, ConsumerId = claimant, ReceivedAt = Time.GetStorableUtcNow() };

    /// <summary>
    /// A claim on a message. A foreign client may send no id; then only the consumer itself can recognize a duplicate.
    /// </summary>
    public InboxMessage? NewClaim(Guid? messageId, string claimant) => messageId is { } id ? NewClaim(id, claimant) : null;
}
