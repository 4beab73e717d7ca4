using System.Diagnostics;

namespace Sagas.Faults;

/// <summary>Tells of what EF Core does: a statement of a migration has run, or a context has saved its rows.</summary>
/// <param name="reached">Is told the moment's name.</param>
internal sealed class EntityFrameworkMoments(Action<string> reached) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <summary>A statement that changes the schema has run, inside the transaction of its migration where the database allows it.</summary>
    public const string MigrationStatement = nameof(MigrationStatement);

    /// <summary>A context has saved its rows; outside a transaction they are committed.</summary>
    public const string RowsSaved = nameof(RowsSaved);

    private static readonly string[] Changing = ["CREATE ", "ALTER ", "INSERT INTO \"__EFMigrationsHistory\"", "INSERT INTO [__EFMigrationsHistory]"];

    public void OnNext(DiagnosticListener value)
    {
        if (string.Equals(value.Name, "Microsoft.EntityFrameworkCore", StringComparison.Ordinal))
            value.Subscribe(this, name => MomentOf(name) is not null);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        switch (MomentOf(value.Key))
        {
            case RowsSaved:
                reached(RowsSaved);
                break;
            case MigrationStatement when Changing.Any(start => TextOf(value.Value).StartsWith(start, StringComparison.Ordinal)):
                reached(MigrationStatement);
                break;
            default:
                break;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static string? MomentOf(string name) => name switch
    {
        "Microsoft.EntityFrameworkCore.Update.SaveChangesCompleted" => RowsSaved,
        "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted" => MigrationStatement,
        _ => null,
    };

    // By reflection, because a hook that brought its own EF Core would stand in the program's way.
    private static string TextOf(object? data)
    {
        var command = data?.GetType().GetProperty("Command")?.GetValue(data);
        return command?.GetType().GetProperty("CommandText")?.GetValue(command) as string ?? "";
    }
}
