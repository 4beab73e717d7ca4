using Sagas.Durability.Paging;

namespace Sagas.Durability.Catalogue;

/// <summary>One page of sagas.</summary>
/// <param name="Items">The sagas, the newest first.</param>
/// <param name="Next">Where the next page begins; null if there is none.</param>
/// <param name="SearchedBackTo">
/// When a word was looked for: how far back, if sagas that are older were not looked at yet.
/// </param>
public sealed record SagaPage(IReadOnlyList<SagaRow> Items, PagePlace? Next, DateTimeOffset? SearchedBackTo);
