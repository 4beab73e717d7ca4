using Sagas.Durability.Paging;

namespace Sagas.Durability.Registry;

/// <summary>One page of sagas.</summary>
/// <param name="Items">The sagas, newest first.</param>
/// <param name="Next">Where the next page begins; null if there is none.</param>
/// <param name="SearchedBackTo">
/// For a text search: how far back it has got, if there are older sagas that have not been searched yet.
/// </param>
public sealed record SagaPage(IReadOnlyList<SagaRow> Items, PagePosition? Next, DateTimeOffset? SearchedBackTo);
