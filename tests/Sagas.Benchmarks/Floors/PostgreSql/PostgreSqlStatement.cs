using Npgsql;
using NpgsqlTypes;

namespace Sagas.Benchmarks.Floors.PostgreSql;

/// <summary>A statement for PostgreSQL with its values.</summary>
internal sealed record PostgreSqlStatement(string Text, params NpgsqlParameter[] Values)
{
    public static NpgsqlParameter Value<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>Times, some of which are null, so that their type cannot be inferred.</summary>
    public static NpgsqlParameter Times(DateTime?[] values) =>
        new NpgsqlParameter<DateTime?[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(Text);
        foreach (var value in Values)
            command.Parameters.Add(value.Clone());
        return command;
    }
}
