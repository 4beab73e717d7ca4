namespace Sagas.Durability.Paging;

/// <summary>The place of a row in a list that shows newest first.</summary>
/// <param name="At">The row's time.</param>
/// <param name="Id">The row's id, by which rows of the same time are sorted.</param>
public record PagePosition(DateTimeOffset At, Guid Id);
