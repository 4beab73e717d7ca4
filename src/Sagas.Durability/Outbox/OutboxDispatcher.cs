using System.Diagnostics;
using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Commit;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Messages;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Outbox;

/// <summary>
/// Sends outbox messages: those of a unit of work right after its commit, from memory, and those that the poller found.
/// The messages of one unit are sent one after another; units are sent in parallel.
/// </summary>
internal sealed class OutboxDispatcher : InterruptibleService, ICommitListener
{
    private readonly Channel<DispatchBatch> _batches;
    private readonly IServiceProvider _services;
    private readonly InFlightMessages _inFlight;
    private readonly Subscribers _subscribers;
    private readonly Destinations _destinations;
    private readonly OutboxLeases _leases;
    private readonly IBrokerMessages _messages;
    private readonly DurabilityOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<OutboxDispatcher> _logger;
    private readonly DateTimeOffset _startedAt;

    public OutboxDispatcher(
        IServiceProvider services,
        InFlightMessages inFlight,
        Subscribers subscribers,
        Destinations destinations,
        OutboxLeases leases,
        IBrokerMessages messages,
        IOptions<DurabilityOptions> options,
        TimeProvider time,
        ILogger<OutboxDispatcher> logger)
    {
        _services = services;
        _inFlight = inFlight;
        _subscribers = subscribers;
        _destinations = destinations;
        _leases = leases;
        _messages = messages;
        _options = options.Value;
        _time = time;
        _logger = logger;
        _startedAt = time.GetStorableUtcNow();
        _batches = Channel.CreateBounded<DispatchBatch>(_options.DispatchBacklog);
    }

    public void Committed(UnitOfWork unit)
    {
        if (unit.Outgoing.Count > 0 && unit.LeavesAtOnce != false)
            Enqueue([.. unit.Outgoing.Where(message => message.DueAt is null)], wereLeft: false);
    }

    /// <summary>Queues messages whose rows are leased by this process.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="wereLeft">Whether they were found in the outbox.</param>
    public void Enqueue(IReadOnlyList<OutboxMessage> messages, bool wereLeft)
    {
        var taken = messages.Where(message => _inFlight.TryBegin(message.OutboxId, AwaitedEndpoints(message))).ToList();
        if (taken.Count > 0)
            Enqueue(new DispatchBatch(taken, wereLeft, Failures: 0));
    }

    /// <summary>Releases unsent messages, so that other instances need not wait for the leases to expire.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_options.DatabaseIsQueueOfRecord || _inFlight.Unfinished is not { Count: > 0 } left)
            return;

        try
        {
            await _leases.EndAsync(left, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _logger.LogWarning(
                exception, "{Count} messages were not sent; others pick them up when their leases expire", left.Count);
        }
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        // Before the bus has bound its queues, a message would reach nobody.
        await _services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
        var bus = _services.GetRequiredService<IBus>();
        await Task.WhenAll(Enumerable.Range(0, _options.DispatchConcurrency)
            .Select(_ => Task.Run(() => DispatchAsync(bus, stoppingToken), stoppingToken)));
    }

    // If the backlog is full, the rows stay in the outbox and their leases expire.
    private void Enqueue(DispatchBatch batch)
    {
        if (!_batches.Writer.TryWrite(batch))
            Release(batch.Messages);
    }

    private void Release(IEnumerable<OutboxMessage> messages)
    {
        foreach (var message in messages)
            _inFlight.Release(message.OutboxId);
    }

    private IReadOnlyCollection<string> AwaitedEndpoints(OutboxMessage message) =>
        _options.DatabaseIsQueueOfRecord ? _subscribers.Of(message) : [];

    private async Task DispatchAsync(IBus bus, CancellationToken stoppingToken)
    {
        // The messages do not belong to the activity that was current when the service was started.
        Activity.Current = null;
        await foreach (var batch in _batches.Reader.ReadAllAsync(stoppingToken))
        {
            for (var i = 0; i < batch.Messages.Count; i++)
            {
                if (i > 0)
                    FailPoints.Reach(FailPoint.BetweenMessages);
                var sending = TrySendAsync(bus, batch.Messages[i], IsSentAgain(batch, i), stoppingToken);
                if (await IsLateAsync(sending, stoppingToken))
                {
                    // It may still be sent, and belongs to this process until then; the messages after it are left to the
                    // instance that finds them.
                    _ = ReleaseUnlessSentAsync(sending, batch.Messages[i]);
                    Release(batch.Messages.Skip(i + 1));
                    break;
                }

                if (await sending)
                    continue;

                // The messages after one that was not sent must not overtake it.
                _ = DispatchLaterAsync(batch.Without(i), stoppingToken);
                break;
            }
        }
    }

    private async Task ReleaseUnlessSentAsync(Task<bool> sending, OutboxMessage message)
    {
        await ((Task)sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!sending.IsCompletedSuccessfully || !await sending)
            _inFlight.Release(message.OutboxId);
    }

    private async Task<bool> IsLateAsync(Task sending, CancellationToken stoppingToken)
    {
        try
        {
            await sending.WaitAsync(_options.OutboxLease, _time, stoppingToken);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    // While the lease lasts, no other process sends them; afterwards the first one that searches finds them again.
    private async Task DispatchLaterAsync(DispatchBatch batch, CancellationToken stoppingToken)
    {
        var pause = batch.Pause;
        if (_time.GetUtcNow() + pause >= batch.LeasedUntil)
        {
            Release(batch.Messages);
            return;
        }

        await Task.Delay(pause, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Enqueue(batch);
    }

    // An earlier process may have sent what it left behind. A timer found exactly when it is due has not been sent.
    private bool IsSentAgain(DispatchBatch batch, int index) =>
        _options.DatabaseIsQueueOfRecord && batch.WereLeft && batch.Messages[index].CreatedAt <= _startedAt
        && (batch.Messages[index].DueAt is not { } dueAt || _time.GetUtcNow() - dueAt > 2 * _options.OutboxPollInterval);

    private async Task<bool> TrySendAsync(IBus bus, OutboxMessage message, bool isSentAgain, CancellationToken stoppingToken)
    {
        var now = _time.GetUtcNow();
        if (message.ExpiresAt <= now)
        {
            _logger.LogInformation(
                "Message {MessageId} to {Destination} expired at {ExpiresAt:O} and is not sent", message.MessageId,
                message.DestinationAddress, message.ExpiresAt);
            _inFlight.Complete(message.OutboxId, hasLeft: false);
            return true;
        }

        var headers = TransportHeaders.Deserialize(message.Headers);
        using var activity = DurabilityTracing.StartDispatch(message, headers);
        var begin = Stopwatch.GetTimestamp();
        try
        {
            var destination = _destinations.Of(message.DestinationAddress);
            var endpoint = await bus.GetSendEndpoint(destination.Address);
            FailPoints.Reach(FailPoint.MessageLeaving);
            // This must not be canceled: RabbitMQ.Client would lose count of the broker's confirms, and wait forever on that
            // channel. https://github.com/rabbitmq/rabbitmq-dotnet-client/issues/1900
            await endpoint.Send(
                new MassTransit.Serialization.SerializedMessageBody(),
                new StoredMessagePipe(message, headers, isSentAgain, now, _messages),
                CancellationToken.None);
            FailPoints.Reach(FailPoint.MessageSent);
            Measure(destination, begin);
            if (!_options.DatabaseIsQueueOfRecord || AwaitedEndpoints(message).Count == 0)
                _inFlight.Complete(message.OutboxId);
            return true;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            activity?.Fail(exception);
            _logger.LogWarning(
                exception,
                "Message {MessageId} could not be sent to {Destination}; it stays in the outbox and will be sent later",
                message.MessageId,
                message.DestinationAddress);
            return false;
        }
    }

    private static void Measure(Destination destination, long begin)
    {
        DurabilityMetrics.DispatchDuration.Record(Stopwatch.GetElapsedTime(begin).TotalSeconds);
        if (DurabilityMetrics.Dispatched.Enabled)
            DurabilityMetrics.Dispatched.Add(1, new KeyValuePair<string, object?>("destination", destination.Name));
    }
}
