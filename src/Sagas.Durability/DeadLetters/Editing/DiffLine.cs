namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>A line of a comparison.</summary>
/// <param name="Kind">Whether it is found before, after, or both.</param>
/// <param name="Text">The line.</param>
internal record DiffLine(DiffKind Kind, string Text);
