namespace Sagas.Benchmarks.Compare;

/// <summary>Where broker and database are.</summary>
/// <param name="RabbitMq">The broker's address.</param>
/// <param name="PostgreSql">The database's connection string.</param>
internal sealed record Servers(string RabbitMq, string PostgreSql);
