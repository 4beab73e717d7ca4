using MassTransit;
using Sagas.Durability.Messages;
using Sagas.Durability.Outbox;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Receive;

/// <summary>Turns failed messages into rows that preserve what the transport delivered byte for byte.</summary>
internal static class FailedMessage
{
    private const int ReasonLimit = 2_000;
    private const int ExceptionTypeLimit = 500;
    private const int LastErrorLimit = 500;

    /// <summary>The same message to the same queue, delivered again later.</summary>
    public static OutboxMessage ToRedelivery(
        ConsumeContext context, DurableEndpoint endpoint, Exception exception, int redeliveries, TimeSpan delay,
        Postponement? postponement = null)
    {
        var now = endpoint.Time.GetStorableUtcNow();
        var added = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [TransportHeaders.Redeliveries] = redeliveries.ToString(System.Globalization.CultureInfo.InvariantCulture),
            [TransportHeaders.Mandatory] = "true",
            [TransportHeaders.LastError] = Bounded(exception.Message, LastErrorLimit),
            // Not every format includes the type; a foreign client's message gets its type from the exchange it was published to.
            [MassTransit.MessageHeaders.MessageType] = string.Join(';', context.SupportedMessageTypes),
        };
        if (postponement is not null)
            added[TransportHeaders.Postponed] = postponement.ToString();
        var received = ReceivedMessage.Of(context.ReceiveContext, endpoint.Messages, added);
        var sagaId = SagaOf(context, endpoint);
        return new OutboxMessage
        {
            OutboxId = NewId.NextSequentialGuid(),
            MessageId = context.MessageId ?? NewId.NextGuid(),
            ConversationId = context.ConversationId,
            DestinationAddress = endpoint.InputAddress.ToString(),
            MessageTypes = string.Join(';', context.SupportedMessageTypes),
            ContentType = received.ContentType,
            Headers = received.Headers,
            Wire = received.Wire,
            Body = received.Body,
            Bytes = received.Bytes,
            SagaId = sagaId,
            CreatedAt = now,
            DueAt = now + delay,
            TokenId = sagaId is { } id ? RedeliveryToken.Of(id) : null,
            VisibleAt = now + delay,
        };
    }

    /// <summary>A message that a consumer could not handle.</summary>
    public static DeadLetter ToDeadLetter(
        ConsumeContext context, DurableEndpoint endpoint, string consumerId, Exception exception, int attempts)
    {
        var received = ReceivedMessage.Of(context.ReceiveContext, endpoint.Messages);
        return new()
        {
            DeadLetterId = Guid.CreateVersion7(endpoint.Time.GetUtcNow()),
            MessageId = context.MessageId,
            ConversationId = context.ConversationId,
            MessageTypes = string.Join(';', context.SupportedMessageTypes),
            Endpoint = endpoint.Name,
            ConsumerId = consumerId,
            SagaId = SagaOf(context, endpoint),
            ContentType = received.ContentType,
            Headers = received.Headers,
            Wire = received.Wire,
            Body = received.Body,
            Bytes = received.Bytes,
            Reason = Bounded(exception.Message, ReasonLimit),
            ExceptionType = TypeOf(exception),
            ExceptionDetail = Bounded(exception.ToString(), int.MaxValue),
            Attempts = attempts,
            DeadAt = endpoint.Time.GetStorableUtcNow(),
        };
    }

    /// <summary>A message that no consumer saw: it could not be read, or nobody here consumes its type.</summary>
    public static DeadLetter ToDeadLetter(
        ReceiveContext context, DurableEndpoint endpoint, string reason, Exception? exception, int attempts)
    {
        var received = ReceivedMessage.Of(context, endpoint.Messages);
        return new()
        {
            DeadLetterId = Guid.CreateVersion7(endpoint.Time.GetUtcNow()),
            MessageId = endpoint.Messages.IdOf(context),
            MessageTypes = "",
            Endpoint = endpoint.Name,
            SagaId = TransportHeaders.SagaIdOf(context),
            ContentType = received.ContentType,
            Headers = received.Headers,
            Wire = received.Wire,
            Body = received.Body,
            Bytes = received.Bytes,
            Reason = Bounded(reason, ReasonLimit),
            ExceptionType = exception is null ? null : TypeOf(exception),
            ExceptionDetail = exception is null ? null : Bounded(exception.ToString(), int.MaxValue),
            Attempts = attempts,
            DeadAt = endpoint.Time.GetStorableUtcNow(),
        };
    }

    /// <summary>A message of an <c>_error</c> queue, whose headers say how it got there.</summary>
    public static DeadLetter ToDeadLetter(ReceiveContext context, DurableEndpoint errors, string queue)
    {
        var time = errors.Time;
        var received = ReceivedMessage.Of(context, errors.Messages);
        var headers = context.TransportHeaders;
        return new DeadLetter
        {
            DeadLetterId = Guid.CreateVersion7(time.GetUtcNow()),
            MessageId = errors.Messages.IdOf(context),
            MessageTypes = "",
            Endpoint = queue,
            ContentType = received.ContentType,
            Headers = received.Headers,
            Wire = received.Wire,
            Body = received.Body,
            Bytes = received.Bytes,
            Reason = Bounded(headers.Get<string>(MassTransit.MessageHeaders.FaultMessage) ?? "Unknown.", ReasonLimit),
            ExceptionType = headers.Get<string>(MassTransit.MessageHeaders.FaultExceptionType) is { } type
                ? Bounded(type, ExceptionTypeLimit)
                : null,
            ExceptionDetail = headers.Get<string>(MassTransit.MessageHeaders.FaultStackTrace) is { } trace
                ? Bounded(trace, int.MaxValue)
                : null,
            Attempts = TransportHeaders.RedeliveriesOf(context) + 1,
            DeadAt = time.GetStorableUtcNow(),
        };
    }

    private static Guid? SagaOf(ConsumeContext context, DurableEndpoint endpoint) =>
        context.CorrelationId ?? SagaOfMessage.IdOf(context, endpoint.Options.SagaIdProperty);

    // Unlike the full name, it leaves out the assemblies of type arguments.
    private static string TypeOf(Exception exception) => Bounded(exception.GetType().ToString(), ExceptionTypeLimit);

    // Storing a dead letter must not fail because its reason is too long.
    private static string Bounded(string text, int limit) => text.ToStorable(limit);
}
