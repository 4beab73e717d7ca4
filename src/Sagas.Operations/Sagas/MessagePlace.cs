using System.Text.Json.Serialization;

namespace Sagas.Operations.Sagas;

/// <summary>Where a message is now.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessagePlace>))]
public enum MessagePlace
{
    /// <summary>Nowhere: it has left, and was not kept, or no longer; or it is a timer that was cancelled.</summary>
    NotKept,

    /// <summary>It has left, and is kept for a while.</summary>
    Journal,

    /// <summary>It has not left yet.</summary>
    Outbox,

    /// <summary>It was given up.</summary>
    DeadLetters,
}
