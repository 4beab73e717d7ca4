using Microsoft.EntityFrameworkCore;

namespace Sagas.Hosting.Database;

/// <summary>
/// The service's tables on SQL Server. Its default collation treats <c>c-42</c> and <c>C-42</c> as the same customer; here
/// texts are equal only if their characters are, as on the other databases.
/// </summary>
/// <param name="options">The provider's options.</param>
internal class SqlServerSagasDbContext(DbContextOptions<SqlServerSagasDbContext> options) : SagasDbContext(options)
{
    private const string CharacterByCharacter = "Latin1_General_100_BIN2";

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // Columns without a limit hold bodies and are never compared.
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if (property.GetMaxLength() is not null)
                property.SetCollation(CharacterByCharacter);
        }
    }
}
