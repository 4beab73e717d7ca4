using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Messages;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Outbox;

/// <summary>
/// Destinations whose messages are nacked one after another. The connection may be at fault: a RabbitMQ node that publishes to
/// a quorum queue while its leader dies may keep the dead leader as long as the channel lasts, and nack everything. So the
/// connection is re-established. Where that does not help, it is tried half as often each time.
/// </summary>
internal sealed class NackedDestinations(
    IBrokerConnection connection, IOptions<DurabilityOptions> options, TimeProvider time, ILogger<NackedDestinations> logger)
    : ISendObserver
{
    private const int MostDoublings = 6;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _refusingSince = new(StringComparer.Ordinal);
    private readonly Lock _renewing = new();
    private int _renewals;

    private TimeSpan Patience => options.Value.RefusalPatience * (1 << Math.Min(_renewals, MostDoublings));

    public Task PreSend<T>(SendContext<T> context) where T : class => Task.CompletedTask;

    public Task PostSend<T>(SendContext<T> context) where T : class
    {
        // Usually nothing is nacked, and this runs for every message.
        if (!_refusingSince.IsEmpty)
            Taken(EndpointNames.Of(context.DestinationAddress!));
        return Task.CompletedTask;
    }

    // The transport tries several times before it reports a failure.
    public Task SendFault<T>(SendContext<T> context, Exception exception) where T : class
    {
        if (connection.IsRefusal(exception))
            Refused(EndpointNames.Of(context.DestinationAddress!));
        return Task.CompletedTask;
    }

    /// <summary>A destination has accepted a message.</summary>
    public void Taken(string destination)
    {
        if (!_refusingSince.TryRemove(destination, out _) || !_refusingSince.IsEmpty)
            return;
        lock (_renewing)
            _renewals = 0;
    }

    /// <summary>A message to a destination has been nacked.</summary>
    public void Refused(string destination)
    {
        var now = time.GetUtcNow();
        DateTimeOffset since;
        lock (_renewing)
        {
            since = _refusingSince.GetOrAdd(destination, now);
            if (now - since < Patience)
                return;
            _renewals++;
            foreach (var refusing in _refusingSince.Keys)
                _refusingSince[refusing] = now;
        }

        logger.LogWarning(
            "{Destination} has refused every message since {Since:O}; reconnecting to the broker", destination, since);
        _ = RenewAsync();
    }

    private async Task RenewAsync()
    {
        try
        {
            await connection.RenewAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            logger.LogWarning(
                exception, "The connection to the broker could not be closed; will try again if messages are still refused");
        }
    }
}
