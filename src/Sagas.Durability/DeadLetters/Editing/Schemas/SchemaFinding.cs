namespace Sagas.Durability.DeadLetters.Editing.Schemas;

/// <summary>A place of a message that is wrong.</summary>
/// <param name="Path">Where, as a JSON path.</param>
/// <param name="Sentence">What, in plain words.</param>
internal sealed record SchemaFinding(string Path, string Sentence);
