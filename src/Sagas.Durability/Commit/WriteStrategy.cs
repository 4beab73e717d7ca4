namespace Sagas.Durability.Commit;

/// <summary>How much is asked of the database at a time while a group is written.</summary>
internal enum WriteStrategy
{
    /// <summary>All new rows of a table in one statement. It does not show which of them cannot be written.</summary>
    Together,

    /// <summary>Each new row in a statement of its own.</summary>
    Singly,

    /// <summary>
    /// Nothing else is written before it is known that no unit is a duplicate: this costs one more round trip, and is for a group
    /// in which a statement has failed.
    /// </summary>
    ClaimsFirst,
}
