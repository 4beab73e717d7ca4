namespace Sagas.Operations.Sagas;

/// <summary>A command that sagas accept.</summary>
/// <param name="Name">How requests name it.</param>
/// <param name="Label">How people name it.</param>
/// <param name="Explanation">What it does.</param>
/// <param name="States">The states in which a saga accepts it.</param>
public record SagaCommandView(string Name, string Label, string Explanation, IReadOnlyList<string> States);
