namespace Sagas.Operations.Sagas;

/// <summary>One page of sagas.</summary>
/// <param name="Items">The sagas, newest first.</param>
/// <param name="Next">The cursor of the next page; null after the last.</param>
/// <param name="SearchedBackTo">For a text search: how far back it has got, if the next page continues it.</param>
public record SagaPageView(IReadOnlyList<SagaView> Items, string? Next, DateTimeOffset? SearchedBackTo);
