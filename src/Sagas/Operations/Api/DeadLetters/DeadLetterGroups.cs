namespace Sagas.Operations.Api.DeadLetters;

/// <summary>Kinds of dead letters.</summary>
/// <param name="Items">The kinds, the largest first; at most 500.</param>
public record DeadLetterGroups(IReadOnlyList<DeadLetterGroupView> Items);
