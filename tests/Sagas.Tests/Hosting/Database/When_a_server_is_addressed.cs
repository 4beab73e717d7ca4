using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sagas.Hosting.Database;
using Sagas.Web.Settings;

namespace Sagas.Tests.Hosting.Database;

internal class When_a_server_is_addressed
{
    [TestCase("Host=db;Database=sagas;Username=ada;Password=secret", GssEncryptionMode.Disable)]
    [TestCase("Host=db;GSS Encryption Mode=Prefer", GssEncryptionMode.Prefer)]
    [TestCase("Host=db;GssEncryptionMode=Require", GssEncryptionMode.Require)]
    public void Should_not_look_for_Kerberos_on_PostgreSQL_unless_told_to(string configured, GssEncryptionMode expected) =>
        new NpgsqlConnectionStringBuilder(Effective(DatabaseKind.PostgreSql, configured)).GssEncryptionMode.ShouldBe(expected);

    [TestCase("Host=db;Database=sagas", "Sagas")]
    [TestCase("Host=db;Application Name=Billing", "Billing")]
    public void Should_give_its_name_to_PostgreSQL(string configured, string expected) =>
        new NpgsqlConnectionStringBuilder(Effective(DatabaseKind.PostgreSql, configured)).ApplicationName.ShouldBe(expected);

    [TestCase("Server=db;Database=Sagas", "Sagas")]
    [TestCase("Server=db;Application Name=Billing", "Billing")]
    [TestCase("Server=db;App=Billing", "Billing")]
    public void Should_give_its_name_to_SQL_Server(string configured, string expected) =>
        new SqlConnectionStringBuilder(Effective(DatabaseKind.SqlServer, configured)).ApplicationName.ShouldBe(expected);

    [TestCase(DatabaseKind.PostgreSql, "Host=db;Username=ada;Password=\"se;cret\"", "Password", "se;cret")]
    [TestCase(DatabaseKind.SqlServer, "Server=db;User ID=ada;Password='se;cret'", "Password", "se;cret")]
    public void Should_keep_what_was_configured(DatabaseKind kind, string configured, string key, string value) =>
        new DbConnectionStringBuilder { ConnectionString = Effective(kind, configured) }[key].ShouldBe(value);

    [TestCase(DatabaseKind.PostgreSql, "Hst=db")]
    [TestCase(DatabaseKind.PostgreSql, "nonsense")]
    [TestCase(DatabaseKind.SqlServer, "Sever=db")]
    [TestCase(DatabaseKind.SqlServer, "Server=db;Connect Timeout=soon")]
    public void Should_refuse_what_is_no_address(DatabaseKind kind, string configured) =>
        Should.Throw<ConfigurationRefusedException>(() => Effective(kind, configured)).Message
            .ShouldStartWith($"ConnectionStrings:Sagas is not a valid connection string for {kind}: ");

    private static string Effective(DatabaseKind kind, string configured)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration["Sagas:Database"] = $"{kind}";
        builder.Configuration["ConnectionStrings:Sagas"] = configured;
        builder.AddSagasDatabase();
        using var services = builder.Services.BuildServiceProvider();
        using var scope = services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<SagasDbContext>().Database.GetConnectionString()!;
    }
}
