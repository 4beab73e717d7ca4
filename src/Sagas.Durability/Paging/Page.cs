namespace Sagas.Durability.Paging;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items; a search may have found fewer than the limit.</param>
/// <param name="Next">Where the list continues; null at its end.</param>
public record Page<T>(IReadOnlyList<T> Items, PagePosition? Next)
{
    /// <summary>For a text search: how far back it has got, if older items have not been searched yet.</summary>
    public DateTimeOffset? SearchedBackTo { get; init; }
}

/// <summary>The place of a row in a list that shows newest first.</summary>
/// <param name="At">The row's time.</param>
/// <param name="Id">The row's id, by which rows of the same time are sorted.</param>
public record PagePosition(DateTimeOffset At, Guid Id);
