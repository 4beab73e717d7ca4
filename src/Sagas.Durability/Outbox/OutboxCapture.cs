using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sagas.Durability.Commit;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Messages;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Outbox;

/// <summary>Turns messages being sent into outbox rows of a unit of work.</summary>
internal sealed class OutboxCapture(
    TimeProvider time, IOptions<DurabilityOptions> options, InFlightMessages inFlight, Subscribers subscribers,
    IServiceProvider services)
{
    private readonly ConcurrentDictionary<Type, string> _published = new();

    /// <summary>Serializes the message and adds it to the unit.</summary>
    public void Add<T>(UnitOfWork unit, SendContext<T> context) where T : class
    {
        if (unit.ActingSaga is { } saga)
        {
            // Set before serialization, because the headers are part of the envelope.
            context.Headers.Set(TransportHeaders.SagaId, saga.Id.ToString("D"));
            context.Headers.Set(
                TransportHeaders.SagaVersion, saga.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (DurabilityTracing.TraceParent(unit.TraceParent) is { } traceParent)
            context.Headers.Set(DiagnosticHeaders.ActivityId, traceParent);

        context.MessageId ??= NewId.NextGuid();
        context.ConversationId ??= NewId.NextGuid();
        var timer = context.TryGetPayload<TimerDetails>(out var details) ? details : null;
        var now = time.GetStorableUtcNow();
        var (body, bytes) = MessageText.Of(context.Serializer.GetMessageBody(context).GetBytes());
        var (headers, wire) = StoredProperties.Of(new MessageProperties(HeadersOf<T>(context, timer), Properties: null));
        unit.Outgoing.Add(new OutboxMessage
        {
            OutboxId = NewId.NextSequentialGuid(),
            Ordinal = unit.Outgoing.Count,
            MessageId = context.MessageId.Value,
            ConversationId = context.ConversationId,
            DestinationAddress = context.DestinationAddress!.ToString(),
            MessageTypes = string.Join(';', context.SupportedMessageTypes),
            ContentType = context.ContentType?.ToString() ?? "",
            Headers = headers,
            Wire = wire,
            Body = body,
            Bytes = bytes,
            SagaId = unit.ActingSaga?.Id,
            SagaVersion = unit.ActingSaga?.Version,
            CreatedAt = now,
            DueAt = timer?.DueAt,
            TokenId = timer?.TokenId,
            ExpiresAt = Expiry(timer?.DueAt ?? now, context.TimeToLive),
            VisibleAt = timer?.DueAt ?? (LeavesAtOnce(unit) ? now + options.Value.OutboxLease : now),
        });
    }

    private Dictionary<string, object?> HeadersOf<T>(SendContext context, TimerDetails? timer)
    {
        var headers = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in context.Headers.GetAll().Where(IsOfMessage))
            headers[name] = HeaderValues.Known(value);
        if (IsMandatory(context, timer))
            headers[TransportHeaders.Mandatory] = "true";
        if (IsDirect<T>(context.DestinationAddress!))
            headers[TransportHeaders.Direct] = "true";
        return headers;
    }

    // Where the database is the queue of record, the row stays until whoever receives the message has handled it.
    private bool IsDirect<T>(Uri destination) =>
        options.Value.DatabaseIsQueueOfRecord && !subscribers.Has(destination)
        && EndpointNames.Of(destination) != _published.GetOrAdd(typeof(T), NameOfExchange);

    private string NameOfExchange(Type message) =>
        services.GetRequiredService<IBus>().Topology.TryGetPublishAddress(message, out var address)
            ? EndpointNames.Of(address)
            : "";

    // As long as this process can be expected to live, no other process sends the message, because this one does so right after
    // the commit. If it already has too much in progress, any process may find it. The messages of one unit stay together.
    private bool LeavesAtOnce(UnitOfWork unit) => unit.LeavesAtOnce ??= inFlight.HasRoom;

    // A command without a queue would be lost. An event may have no subscribers, unless it was declared to have some.
    private bool IsMandatory(SendContext context, TimerDetails? timer) =>
        timer is not null
        || EndpointNames.NamesQueue(context.DestinationAddress!)
        || context is PublishContext { Mandatory: true }
        || context.SupportedMessageTypes.Any(options.Value.MandatoryTypes.Contains);

    private static DateTimeOffset? Expiry(DateTimeOffset from, TimeSpan? timeToLive) =>
        timeToLive < DateTimeOffset.MaxValue - from ? (from + timeToLive.Value).ToStorable() : null;

    // The baggage of the trace is a list; it travels in the message's envelope.
    private static bool IsOfMessage(KeyValuePair<string, object> header) =>
        header.Key is not DiagnosticHeaders.ActivityCorrelationContext;
}

/// <summary>Marks a message that is being sent as a timer.</summary>
/// <param name="DueAt">When it fires, UTC.</param>
/// <param name="TokenId">The token by which it is canceled.</param>
internal sealed record TimerDetails(DateTimeOffset DueAt, Guid TokenId);
