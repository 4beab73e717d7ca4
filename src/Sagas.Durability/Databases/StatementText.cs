namespace Sagas.Durability.Databases;

/// <summary>
/// A text for the database, and the columns that its parameters <c>@p0</c>, <c>@p1</c>… are values of. It is made once: what
/// is asked in the same words again and again, a database need not read each time.
/// </summary>
internal sealed record StatementText(string Text, IReadOnlyList<StoredColumn> Parameters);
