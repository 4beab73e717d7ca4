namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>How far people have got with a dead letter.</summary>
public enum DeadLetterState
{
    /// <summary>It waits for somebody to decide about it.</summary>
    Undecided,

    /// <summary>Its message was sent again, and the result is not known yet.</summary>
    BeingRetried,
}
