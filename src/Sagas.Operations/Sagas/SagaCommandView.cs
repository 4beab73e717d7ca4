namespace Sagas.Operations.Sagas;

/// <summary>A command that sagas accept.</summary>
/// <param name="Name">Its name in requests.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Explanation">What it does.</param>
/// <param name="States">The states in which a saga accepts it.</param>
public record SagaCommandView(string Name, string Label, string Explanation, IReadOnlyList<string> States);
