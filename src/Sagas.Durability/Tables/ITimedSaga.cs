namespace Sagas.Durability.Tables;

/// <summary>
/// A saga whose row says since when it has been in its state, however many steps it has taken there: a saga that keeps failing,
/// or is told the same again and again, has not moved.
/// </summary>
/// <remarks>
/// The durable repository maintains it when a step is stored. Index it together with the state. It follows from the history, so
/// it is no part of the changes of steps. Set it yourself only in rows that you add before the saga's first message.
/// </remarks>
public interface ITimedSaga
{
    /// <summary>When the saga entered the state that it is in, UTC: a column of the saga's row.</summary>
    DateTimeOffset StateEnteredAt { get; set; }
}
