using System.CommandLine;
using Sagas.Commands.Help;

namespace Sagas.Commands.Verbs;

/// <summary>No verb: runs the service.</summary>
internal sealed class ServeCommand : RootCommand, IVerb
{
    private readonly ServiceProgram _program;

    /// <summary>The root of all verbs.</summary>
    /// <param name="program">The service.</param>
    public ServeCommand(ServiceProgram program)
        : base(
            "Runs the service until it is told to stop (Ctrl-C, SIGTERM), or carries out a command. "
            + "COMMAND --help says more about one.")
    {
        _program = program;
        Directives.Clear();
        SetAction((_, _) => program.UseAsync(RunAsync, ExitCodes.Failed));
    }

    /// <inheritdoc />
    public bool TakesSettings => true;

    /// <inheritdoc />
    public IReadOnlyList<(int ExitCode, string Meaning)> Outcomes =>
    [
        (ExitCodes.Done, "it has stopped, as it was told to"),
        (ExitCodes.Failed, "it did not start because of its configuration"),
        (ExitCodes.Refused, "the command line was refused, and nothing was started"),
    ];

    private async Task<int> RunAsync(WebApplication app)
    {
        try
        {
            await _program.RunAsync(app);
        }
        catch (OperationCanceledException)
        {
            // It was told to stop while it was starting, such as when it waited for its database.
        }

        return ExitCodes.Done;
    }
}
