using System.Data.Common;

namespace Sagas.Durability.Databases;

/// <summary>
/// The commands of one open connection, by their texts. A client that parses a new command's text does so only once, as long as
/// the command is kept.
/// </summary>
internal sealed class CommandCache(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    public DbCommand For(string text)
    {
        if (!_commands.TryGetValue(text, out var command))
        {
            _commands.Add(text, command = connection.CreateCommand());
#pragma warning disable CA2100 // Texts consist of the model's names; values are parameters.
            command.CommandText = text;
#pragma warning restore CA2100
        }

        return command;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _commands.Clear();
    }
}
