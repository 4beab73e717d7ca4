using System.Text.Json.Serialization;

namespace Sagas.Operations.Sagas;

/// <summary>What has come of something that an operator has sent.</summary>
/// <param name="Status">What has become of the message.</param>
/// <param name="At">When it was handled, UTC; null until then.</param>
/// <param name="NextAt">When it is tried again, UTC; null if it is not.</param>
/// <param name="DeadLetterId">The dead letter that it has become; null if it has not, or if that is gone, too.</param>
/// <param name="Step">The state to which it has taken its saga; null if its saga took no step on it.</param>
public sealed record ActionEffect(
    EffectStatus Status, DateTimeOffset? At = null, DateTimeOffset? NextAt = null, Guid? DeadLetterId = null, string? Step = null)
{
    /// <summary>Whether there is nothing more to wait for.</summary>
    [JsonIgnore]
    public bool IsKnown => Status is not (EffectStatus.Waiting or EffectStatus.Sent or EffectStatus.Retrying);

    // What a message leads to comes by further messages: a payment that was made completes its order a moment later.
    private static readonly TimeSpan Consequences = TimeSpan.FromSeconds(5);

    /// <summary>Whether what it has led to can be told as well.</summary>
    /// <param name="now">The time, UTC.</param>
    public bool IsSettled(DateTimeOffset now) => IsKnown && (At is not { } at || now - at >= Consequences);
}

/// <summary>What has become of a message that an operator has sent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EffectStatus>))]
public enum EffectStatus
{
    /// <summary>It has not been sent yet.</summary>
    Waiting,

    /// <summary>It was sent, and nobody has handled it yet.</summary>
    Sent,

    /// <summary>It has failed, and is tried again.</summary>
    Retrying,

    /// <summary>It was handled.</summary>
    Handled,

    /// <summary>It was handled, but its saga took no step on it.</summary>
    Ignored,

    /// <summary>It has become a dead letter again.</summary>
    FailedAgain,

    /// <summary>That is not known any more.</summary>
    Unknown,
}
