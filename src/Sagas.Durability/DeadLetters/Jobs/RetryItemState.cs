namespace Sagas.Durability.DeadLetters.Jobs;

/// <summary>What has become of a letter that is to be sent again with many.</summary>
public enum RetryItemState
{
    /// <summary>It has not been sent.</summary>
    Waiting,

    /// <summary>It was sent; what becomes of it is awaited.</summary>
    Sent,

    /// <summary>Its consumer has handled it.</summary>
    Succeeded,

    /// <summary>It is a dead letter again.</summary>
    FailedAgain,

    /// <summary>Somebody else had dealt with it before it was its turn.</summary>
    Gone,

    /// <summary>Nothing was heard of it for too long.</summary>
    Unknown,
}
