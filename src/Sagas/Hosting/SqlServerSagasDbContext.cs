using Microsoft.EntityFrameworkCore;

namespace Sagas.Hosting;

/// <summary>The service's tables on SQL Server.</summary>
/// <param name="options">The provider's options.</param>
public class SqlServerSagasDbContext(DbContextOptions<SqlServerSagasDbContext> options) : SagasDbContext(options);
