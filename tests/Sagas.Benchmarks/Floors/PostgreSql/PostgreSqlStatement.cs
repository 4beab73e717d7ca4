using Npgsql;
using NpgsqlTypes;

namespace Sagas.Benchmarks.Floors.PostgreSql;

/// <summary>A text for PostgreSQL with its values.</summary>
internal sealed record PostgreSqlStatement(string Text, params NpgsqlParameter[] Values)
{
    public static NpgsqlParameter Value<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>Points in time, some of which are not set: what they are cannot be told from them.</summary>
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
