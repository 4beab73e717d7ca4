using MassTransit;

namespace Sagas.Hosting.Transport;

/// <summary>What is told about a bare message, with the id by which the service knows it.</summary>
/// <param name="told">What its headers tell.</param>
/// <param name="messageId">Its id; null if it has none.</param>
internal sealed class RawMessage(MessageContext told, Guid? messageId) : MessageContext
{
    public Guid? MessageId => messageId;

    public Guid? RequestId => told.RequestId;

    public Guid? CorrelationId => told.CorrelationId;

    public Guid? ConversationId => told.ConversationId;

    public Guid? InitiatorId => told.InitiatorId;

    public DateTime? ExpirationTime => told.ExpirationTime;

    public Uri? SourceAddress => told.SourceAddress;

    public Uri? DestinationAddress => told.DestinationAddress;

    public Uri? ResponseAddress => told.ResponseAddress;

    public Uri? FaultAddress => told.FaultAddress;

    public DateTime? SentTime => told.SentTime;

    public Headers Headers => told.Headers;

    public HostInfo Host => told.Host;
}
