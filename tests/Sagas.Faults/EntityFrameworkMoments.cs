using System.Diagnostics;

namespace Sagas.Faults;

/// <summary>Reports what EF Core does: a statement of a migration has run.</summary>
/// <param name="reached">Receives the moment's name.</param>
internal sealed class EntityFrameworkMoments(Action<string> reached)
    : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <summary>
    /// A statement that changes the schema has run, inside the transaction of its migration where the database allows it.
    /// </summary>
    public const string MigrationStatement = nameof(MigrationStatement);

    private static readonly string[] Changing =
    [
        "CREATE ", "ALTER ", "INSERT INTO \"__EFMigrationsHistory\"", "INSERT INTO [__EFMigrationsHistory]",
    ];

    public void OnNext(DiagnosticListener value)
    {
        if (string.Equals(value.Name, "Microsoft.EntityFrameworkCore", StringComparison.Ordinal))
            value.Subscribe(this, name => IsCommand(name));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (IsCommand(value.Key) && Changing.Any(start => TextOf(value.Value).StartsWith(start, StringComparison.Ordinal)))
            reached(MigrationStatement);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static bool IsCommand(string name) =>
        string.Equals(name, "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted", StringComparison.Ordinal);

    // By reflection, because a hook with its own EF Core would conflict with the program's.
    private static string TextOf(object? data)
    {
        var command = data?.GetType().GetProperty("Command")?.GetValue(data);
        return command?.GetType().GetProperty("CommandText")?.GetValue(command) as string ?? "";
    }
}
