using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Configuration;
using Sagas.Hosting;

namespace Sagas.Tests.Beds;

/// <summary>A SQLite file in a directory of its own, and the in-memory transport.</summary>
internal sealed class EmbeddedBed : TestBed
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sagas-bed-");

    public override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings:Sagas"] = ConnectionString };

    public override bool DatabaseIsQueueOfRecord => true;

    private string ConnectionString => $"Data Source={Path.Combine(_directory.FullName, "sagas.db")}";

    public override void UseDatabase(DbContextOptionsBuilder options) => options.UseSqlite(ConnectionString);

    public override SagasDbContext NewServiceContext()
    {
        var options = new DbContextOptionsBuilder<SqliteSagasDbContext>();
        UseDatabase(options);
        return new SqliteSagasDbContext(options.Options);
    }

    public override void AddServiceDatabase(IServiceCollection services, Action<DurabilityOptions> configure)
    {
        services.AddDbContext<SqliteSagasDbContext>(UseDatabase);
        services.AddDurableMessaging<SqliteSagasDbContext>(configure);
    }

    public override void UseTransport(IBusRegistrationConfigurator bus) =>
        bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));

    protected override async ValueTask RemoveAsync()
    {
        await using (var connection = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(connection);
        _directory.Delete(recursive: true);
    }
}
