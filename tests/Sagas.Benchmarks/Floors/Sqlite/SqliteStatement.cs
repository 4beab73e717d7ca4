namespace Sagas.Benchmarks.Floors.Sqlite;

/// <summary>A statement for SQLite with the values of $1, $2 and so on.</summary>
internal sealed record SqliteStatement(string Text, params object?[] Values);
