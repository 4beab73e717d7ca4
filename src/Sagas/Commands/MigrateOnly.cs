using Sagas.Hosting.Database;

namespace Sagas.Commands;

/// <summary><c>--migrate</c>: brings the database up to date and ends, so that an operator decides when.</summary>
internal static class MigrateOnly
{
    private const string Switch = "--migrate";

    /// <summary>Whether the program was started for that.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>Whether the switch is there.</returns>
    public static bool IsAskedFor(string[] args) => args.Contains(Switch, StringComparer.OrdinalIgnoreCase);

    /// <summary>The command line without the switch, which is no configuration key.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The rest.</returns>
    public static string[] Without(string[] args) => [.. args.Where(arg => !string.Equals(arg, Switch, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Applies what is missing. Any number of processes may do it at once.</summary>
    /// <param name="app">The program, not started.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(WebApplication app)
    {
        await using (app)
        {
            var applied = await DatabaseMigration.ApplyAsync(app.Services, CancellationToken.None);
            await Console.Out.WriteLineAsync(applied == 0
                ? "The database was already up to date."
                : $"The database has been brought up to date with {applied} migrations.");
            return 0;
        }
    }
}
