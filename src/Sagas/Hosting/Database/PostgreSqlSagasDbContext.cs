using Microsoft.EntityFrameworkCore;

namespace Sagas.Hosting.Database;

/// <summary>The service's tables on PostgreSQL.</summary>
/// <param name="options">The provider's options.</param>
internal class PostgreSqlSagasDbContext(DbContextOptions<PostgreSqlSagasDbContext> options) : SagasDbContext(options);
