using System.CommandLine;
using Sagas.Commands.Help;
using Sagas.Hosting.Database;
using Sagas.Hosting.Startup;

namespace Sagas.Commands.Verbs;

/// <summary><c>migrate</c>: brings the database up to date and ends, so that an operator decides when.</summary>
internal sealed class MigrateCommand : Command, IVerb
{
    /// <summary>The verb.</summary>
    /// <param name="program">The service.</param>
    public MigrateCommand(ServiceProgram program)
        : base(
            "migrate",
            "Brings the database up to date and ends. Any number of processes may do it at once. Also spelled --migrate.")
    {
        Aliases.Add("--migrate");
        SetAction((_, cancellationToken) => program.UseAsync(app => RunAsync(app, cancellationToken), ExitCodes.Failed));
    }

    /// <inheritdoc />
    public bool TakesSettings => true;

    /// <inheritdoc />
    public IReadOnlyList<(int ExitCode, string Meaning)> Outcomes =>
    [
        (ExitCodes.Done, "the database is up to date"),
        (ExitCodes.Failed, "it was not changed because of the configuration"),
        (ExitCodes.Refused, "the command line was refused"),
    ];

    private static async Task<int> RunAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await using (app)
        {
            app.CheckSettings();
            var applied = await DatabaseMigration.ApplyAsync(app.Services, cancellationToken);
            await Console.Out.WriteLineAsync(applied == 0
                ? "The database was already up to date."
                : $"The database has been brought up to date with {applied} migrations.");
            return ExitCodes.Done;
        }
    }
}
