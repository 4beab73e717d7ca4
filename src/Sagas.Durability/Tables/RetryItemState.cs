namespace Sagas.Durability.Tables;

/// <summary>What has happened to a dead letter of a retry job.</summary>
public enum RetryItemState
{
    /// <summary>It has not been sent.</summary>
    Waiting,

    /// <summary>It was sent, and its result is not known yet.</summary>
    Sent,

    /// <summary>Its consumer has handled it.</summary>
    Succeeded,

    /// <summary>It is a dead letter again.</summary>
    FailedAgain,

    /// <summary>Somebody else dealt with it before its turn came.</summary>
    Gone,

    /// <summary>There was no result for too long.</summary>
    Unknown,
}
