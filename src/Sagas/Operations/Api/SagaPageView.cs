namespace Sagas.Operations.Api;

/// <summary>One page of sagas.</summary>
/// <param name="Items">The sagas, the newest first.</param>
/// <param name="Next">The cursor of the next page; null after the last.</param>
/// <param name="SearchedBackTo">When words were looked for: how far back, if the next page looks further.</param>
public record SagaPageView(IReadOnlyList<SagaView> Items, string? Next, DateTimeOffset? SearchedBackTo);
