namespace Sagas.Durability.Tables;

/// <summary>How the commit of a unit of work ended.</summary>
public enum CommitOutcome
{
    /// <summary>
    /// It has not been decided: nothing has been tried yet, or nothing has been found that stands in the way. No caller of a
    /// finished commit ever sees it.
    /// </summary>
    Pending,

    /// <summary>All of it is stored, and its messages are on their way.</summary>
    Committed,

    /// <summary>Its message had already been handled; nothing was stored.</summary>
    Duplicate,

    /// <summary>
    /// Somebody else has changed the same rows in the meantime; nothing was stored, and the work can be done again on the current
    /// data.
    /// </summary>
    Conflict,
}
