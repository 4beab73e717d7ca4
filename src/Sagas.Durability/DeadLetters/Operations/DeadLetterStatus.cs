namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>The outcome of an operation on a dead letter.</summary>
public enum DeadLetterStatus
{
    /// <summary>It is done, and in the audit.</summary>
    Done,

    /// <summary>There is no such letter: there never was one, or somebody has dealt with it.</summary>
    NotFound,

    /// <summary>Somebody else has dealt with it at the same moment. Nothing was done.</summary>
    AlreadyGone,

    /// <summary>The changed message is wrong. Nothing was done.</summary>
    Refused,
}
