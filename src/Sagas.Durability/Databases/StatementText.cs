namespace Sagas.Durability.Databases;

/// <summary>
/// The text of a statement, and the columns whose values its parameters <c>@p0</c>, <c>@p1</c>… hold. It is created once, because
/// a database need not parse the same text again and again.
/// </summary>
internal sealed record StatementText(string Text, IReadOnlyList<StoredColumn> Parameters);
