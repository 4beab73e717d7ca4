using Sagas.Hosting.Database;

namespace Sagas.Tests.Beds.Servers;

/// <summary>The servers that the tests run on, as the environment names them.</summary>
internal sealed class TestServers : IDisposable
{
    /// <summary>An AMQP address with a user who may add virtual hosts.</summary>
    public const string RabbitMq = "SAGAS_TEST_RABBITMQ";

    /// <summary>Where its management API is; without it, port 15672 of the same machine.</summary>
    public const string RabbitMqManagement = "SAGAS_TEST_RABBITMQ_MANAGEMENT";

    /// <summary>A connection string of a role that may create databases.</summary>
    public const string PostgreSql = "SAGAS_TEST_POSTGRES";

    /// <summary>The same for SQL Server.</summary>
    public const string SqlServer = "SAGAS_TEST_SQLSERVER";

    /// <summary>Which of the two databases, as <c>Sagas:Database</c> is spelled; PostgreSQL if it is not set.</summary>
    public const string Kind = "SAGAS_TEST_DATABASE";

    private static TestServers? _running;

    private TestServers(Broker broker, DatabaseServer database)
    {
        Broker = broker;
        Database = database;
    }

    /// <summary>Those of this run.</summary>
    public static TestServers Running =>
        _running ?? throw new InvalidOperationException("The servers are not there yet, or no more.");

    public Broker Broker { get; }

    public DatabaseServer Database { get; }

    /// <summary>Connects to the servers and prepares them.</summary>
    public static async Task ConnectAsync()
    {
        var servers = new TestServers(FindBroker(), FindDatabase());
        await Try(RabbitMq, servers.Broker.ShouldAnswerAsync);
        await Try(VariableOf(servers.Database), servers.Database.PrepareAsync);
        _running = servers;
    }

    public static async Task DisconnectAsync()
    {
        if (_running is null)
            return;
        await _running.Database.CleanUpAsync();
        _running.Dispose();
        _running = null;
    }

    public void Dispose() => Broker.Dispose();

    private static Broker FindBroker()
    {
        var address = Demand(RabbitMq, "amqp://user:password@localhost:5672/");
        var management = Environment.GetEnvironmentVariable(RabbitMqManagement);
        return new Broker(new Uri(address), string.IsNullOrEmpty(management) ? null : new Uri(management));
    }

    private static DatabaseServer FindDatabase() => Environment.GetEnvironmentVariable(Kind) switch
    {
        null or "" or nameof(DatabaseKind.PostgreSql) =>
            new PostgreSqlServer(Demand(PostgreSql, "Host=localhost;Database=postgres;Username=…;Password=…")),
        nameof(DatabaseKind.SqlServer) =>
            new SqlServerServer(Demand(SqlServer, "Server=localhost;User ID=…;Password=…;TrustServerCertificate=true")),
        var other => throw new InvalidOperationException($"{Kind} is '{other}': it must be PostgreSql or SqlServer."),
    };

    private static string VariableOf(DatabaseServer database) => database is PostgreSqlServer ? PostgreSql : SqlServer;

    private static string Demand(string variable, string example) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException(
                $"These tests need servers: set {variable}, such as {example}; or run infra/test.sh, which starts them; or leave out {TestBeds.Variable}.");

    private static async Task Try(string variable, Func<Task> connect)
    {
        try
        {
            await connect();
        }
        catch (Exception exception)
        {
            // The value is not repeated: it holds a password.
            throw new InvalidOperationException(
                $"The server that {variable} names cannot be used: {exception.Message}", exception);
        }
    }
}
