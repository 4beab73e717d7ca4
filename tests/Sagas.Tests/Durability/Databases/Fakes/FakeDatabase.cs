using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Sagas.Hosting.Database;

namespace Sagas.Tests.Durability.Databases.Fakes;

/// <summary>Gives the service's contexts connections that lead nowhere.</summary>
internal sealed class FakeDatabase(DatabaseKind kind, SqlRecorder recorder) : DbConnectionInterceptor
{
    public string ConnectionString => kind switch
    {
        DatabaseKind.SqlServer => "Server=nowhere;Database=Sagas",
        DatabaseKind.PostgreSql => "Host=nowhere;Database=sagas",
        _ => "Data Source=nowhere.db",
    };

    public override InterceptionResult<DbConnection> ConnectionCreating(
        ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result) =>
        InterceptionResult<DbConnection>.SuppressWithResult(new FakeConnection(NewClient(), recorder));

    private DbConnection NewClient() => kind switch
    {
        DatabaseKind.SqlServer => new SqlConnection(ConnectionString),
        DatabaseKind.PostgreSql => new NpgsqlConnection(ConnectionString),
        _ => new SqliteConnection(ConnectionString),
    };
}
