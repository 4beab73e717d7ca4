namespace Sagas.Operations.DeadLetters;

/// <summary>Groups of dead letters.</summary>
/// <param name="Items">The groups, largest first; at most 500.</param>
public record DeadLetterGroups(IReadOnlyList<DeadLetterGroupView> Items);
