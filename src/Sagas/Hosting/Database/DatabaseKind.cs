namespace Sagas.Hosting.Database;

/// <summary>The databases that the service runs on.</summary>
internal enum DatabaseKind
{
    /// <summary>A file beside the program: the embedded default.</summary>
    Sqlite,

    /// <summary>Microsoft SQL Server.</summary>
    SqlServer,

    /// <summary>PostgreSQL.</summary>
    PostgreSql,
}
