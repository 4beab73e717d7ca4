using System.Data.Common;
using System.Reflection;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;
using Sagas.Durability.Databases;

namespace Sagas.Tests.Durability.Databases;

/// <summary>Somebody else's row is a conflict, to be met by working anew; any other error is not.</summary>
internal class When_a_key_is_taken
{
    [TestCase(2627, true)]
    [TestCase(2601, true)]
    [TestCase(547, false)]
    [TestCase(1205, false)]
    public void Should_be_known_from_the_errors_of_SQL_Server(int number, bool taken) =>
        new SqlServerDialect().IsUniqueViolation(SqlServerError(number)).ShouldBe(taken);

    [TestCase(PostgresErrorCodes.UniqueViolation, true)]
    [TestCase(PostgresErrorCodes.ForeignKeyViolation, false)]
    [TestCase(PostgresErrorCodes.SerializationFailure, false)]
    public void Should_be_known_from_the_errors_of_PostgreSQL(string state, bool taken) =>
        new PostgreSqlDialect().IsUniqueViolation(new PostgresException("refused", "ERROR", "ERROR", state)).ShouldBe(taken);

    [TestCase("CREATE TABLE t (k INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (1)", true)]
    [TestCase("CREATE TABLE t (k INTEGER, v INTEGER UNIQUE); INSERT INTO t VALUES (1, 1), (2, 1)", true)]
    [TestCase("CREATE TABLE t (k INTEGER PRIMARY KEY, v INTEGER NOT NULL); INSERT INTO t VALUES (1, NULL)", false)]
    [TestCase("SELECT * FROM nowhere", false)]
    public void Should_be_known_from_the_errors_of_SQLite(string text, bool taken)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;

        var error = Should.Throw<SqliteException>(() => command.ExecuteNonQuery());

        new SqliteDialect().IsUniqueViolation(error).ShouldBe(taken);
    }

    // The client makes its exceptions only from what a server sent.
    private static DbException SqlServerError(int number)
    {
        const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;
        var makeError = typeof(SqlError).GetConstructors(Hidden).MinBy(constructor => constructor.GetParameters().Length)!;
        var error = makeError.Invoke([.. makeError.GetParameters().Select(parameter => parameter.Name switch
        {
            "infoNumber" => number,
            _ when parameter.ParameterType == typeof(string) => (object?)"",
            _ when parameter.ParameterType.IsValueType => Activator.CreateInstance(parameter.ParameterType),
            _ => null,
        })]);

        var errors = Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        typeof(SqlErrorCollection).GetMethod("Add", Hidden)!.Invoke(errors, [error]);
        var make = typeof(SqlException).GetMethods(Hidden)
            .Where(method =>
                method.Name == "CreateException" && method.GetParameters()[0].ParameterType == typeof(SqlErrorCollection))
            .MinBy(method => method.GetParameters().Length)!;
        return (DbException)make.Invoke(null, [errors, .. make.GetParameters().Skip(1).Select(parameter =>
            parameter.ParameterType == typeof(string) ? (object?)"16.0"
            : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null)])!;
    }
}
