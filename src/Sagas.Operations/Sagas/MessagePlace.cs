using System.Text.Json.Serialization;

namespace Sagas.Operations.Sagas;

/// <summary>Where a message is now.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessagePlace>))]
public enum MessagePlace
{
    /// <summary>Nowhere: it was sent and not kept, or is no longer kept; or it is a timer that was canceled.</summary>
    NotKept,

    /// <summary>It was sent, and is kept for a while.</summary>
    Journal,

    /// <summary>It has not been sent yet.</summary>
    Outbox,

    /// <summary>It is a dead letter.</summary>
    DeadLetters,
}
