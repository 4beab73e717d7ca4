using System.CommandLine;
using System.CommandLine.Parsing;
using Sagas.Commands.Help;
using Sagas.Verification;
using Sagas.Web.Settings;

namespace Sagas.Commands.Verbs;

/// <summary>
/// <c>verify</c>: looks whether what is stored is what the service promises, and ends. It may be asked at any time, and
/// changes nothing.
/// </summary>
internal sealed class VerifyCommand : Command, IVerb
{
    private readonly Option<bool> _settled = new("--settled")
    {
        Description = "Everything is expected to be over: an order that has not ended is a violation",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<TimeSpan> _grace = new("--grace")
    {
        Description = "How long a message may be under way where the database cannot see it (hh:mm:ss)",
        HelpName = "DURATION",
        DefaultValueFactory = _ => new VerificationOptions().Grace,
        CustomParser = ReadDuration,
    };

    private readonly Option<string?> _ledger = new("--ledger")
    {
        Description = "A gateway's own record of its charges, a JSON object a line",
        HelpName = "FILE",
    };

    private readonly Option<string?> _events = new("--events")
    {
        Description = "What a subscriber received, a JSON object a line",
        HelpName = "FILE",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Prints the result as JSON", Arity = ArgumentArity.Zero };

    /// <summary>The verb.</summary>
    /// <param name="program">The service.</param>
    public VerifyCommand(ServiceProgram program)
        : base(
            "verify",
            "Checks whether what is stored is what the service promises. It changes nothing, and may run beside the service.")
    {
        foreach (var option in new Option[] { _settled, _grace, _ledger, _events, _json })
            Add(option);
        // What would be logged is told by the result, and must not stand between its lines.
        SetAction((parsed, cancellationToken) => program.UseAsync(
            app => VerifyRun.RunAsync(app, Read(parsed), parsed.GetValue(_json), cancellationToken),
            ExitCodes.Refused,
            "--Logging:LogLevel:Default=None",
            "--Logging:LogLevel:Sagas=None"));
    }

    /// <inheritdoc />
    public bool TakesSettings => true;

    /// <inheritdoc />
    public IReadOnlyList<(int ExitCode, string Meaning)> Outcomes =>
    [
        (ExitCodes.Done, "everything that was checked holds"),
        (ExitCodes.Failed, "something is violated"),
        (ExitCodes.Refused, "nothing was checked: no database, missing migrations, or a wrong command line"),
    ];

    /// <summary>What is looked at besides the database, and how strictly.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The options.</returns>
    public VerificationOptions Read(ParseResult parsed) => new()
    {
        Settled = parsed.GetValue(_settled),
        Grace = parsed.GetValue(_grace),
        LedgerFile = parsed.GetValue(_ledger),
        EventsFile = parsed.GetValue(_events),
    };

    private static TimeSpan ReadDuration(ArgumentResult result) =>
        Durations.TryRead(result.Text(), out var duration) && duration >= TimeSpan.Zero
            ? duration
            : result.Refuse<TimeSpan>(Durations.AllowedFor(result.Text()));
}
