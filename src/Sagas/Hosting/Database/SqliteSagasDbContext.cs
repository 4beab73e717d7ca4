using Microsoft.EntityFrameworkCore;

namespace Sagas.Hosting.Database;

/// <summary>The service's tables on SQLite.</summary>
/// <param name="options">The provider's options.</param>
internal class SqliteSagasDbContext(DbContextOptions<SqliteSagasDbContext> options) : SagasDbContext(options);
