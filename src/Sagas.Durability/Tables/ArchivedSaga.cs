namespace Sagas.Durability.Tables;

/// <summary>A finished saga with everything that belonged to it, in one row instead of many.</summary>
public class ArchivedSaga
{
    /// <summary>The saga's id.</summary>
    public Guid SagaId { get; init; }

    /// <summary>The saga's type, such as <c>OrderState</c>.</summary>
    public required string SagaType { get; init; }

    /// <summary>The final state that it ended in.</summary>
    public required string CurrentState { get; init; }

    /// <summary>How many steps it took.</summary>
    public int Version { get; init; }

    /// <summary>
    /// The position of the last of them in the history of all sagas; null if it was archived by a version that did not note it.
    /// </summary>
    public long? LastPosition { get; init; }

    /// <summary>When it took the last of them, UTC.</summary>
    public DateTimeOffset EndedAt { get; init; }

    /// <summary>When it was archived, UTC.</summary>
    public DateTimeOffset ArchivedAt { get; init; }

    /// <summary>The saga's row, a JSON object with its properties in camelCase.</summary>
    public required string Saga { get; init; }

    /// <summary>The rows of its history in the order of their versions, a JSON array of such objects.</summary>
    public required string History { get; init; }

    /// <summary>
    /// Further rows that belonged to it: a JSON object with an array of such objects per type of row, such as <c>Payment</c>.
    /// </summary>
    public required string Rows { get; init; }
}
