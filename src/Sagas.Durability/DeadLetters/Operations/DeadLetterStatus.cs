namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>The outcome of an operation on a dead letter.</summary>
public enum DeadLetterStatus
{
    /// <summary>It is done and recorded in the audit.</summary>
    Done,

    /// <summary>There is no such dead letter: it never existed, or somebody has dealt with it.</summary>
    NotFound,

    /// <summary>Somebody else dealt with it at the same moment. Nothing was done.</summary>
    AlreadyGone,

    /// <summary>The edited message is invalid. Nothing was done.</summary>
    Refused,
}
