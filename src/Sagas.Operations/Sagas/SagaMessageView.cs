using System.Text.Json.Serialization;

namespace Sagas.Operations.Sagas;

/// <summary>A message that a saga has received or sent.</summary>
/// <param name="Version">The version that the saga reached with it.</param>
/// <param name="Direction">Whether the saga received or sent it.</param>
/// <param name="MessageId">Its id; null if its sender gave it none.</param>
/// <param name="Type">Its type.</param>
/// <param name="At">When the saga received or sent it, UTC.</param>
/// <param name="DueAt">For a timer that it has set: for when it was set, UTC; `timer` says what has become of it.</param>
/// <param name="Place">Where it is now.</param>
public record SagaMessageView(
    int Version, MessageDirection Direction, Guid? MessageId, string Type, DateTimeOffset At,
    DateTimeOffset? DueAt, MessagePlace Place)
{
    /// <summary>For a timer that it has set: what has become of it.</summary>
    public TimerFate? Timer { get; init; }

    /// <summary>Where it was sent; null if it was not kept.</summary>
    public string? Destination { get; init; }

    /// <summary>When it left the outbox, UTC, if it is in the journal.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Its headers; null if it was not kept. Some are masked for callers who may only read.</summary>
    public IReadOnlyDictionary<string, string?>? Headers { get; init; }

    /// <summary>Its body; null if it was not kept. Parts are masked for callers who may only read.</summary>
    public string? Body { get; init; }
}

/// <summary>Which way a message went, as its saga sees it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessageDirection>))]
public enum MessageDirection
{
    /// <summary>The saga has received it.</summary>
    In,

    /// <summary>The saga has sent it.</summary>
    Out,
}

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
