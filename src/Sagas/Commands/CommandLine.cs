using System.CommandLine;
using System.CommandLine.Invocation;
using Sagas.Commands.Arguments;
using Sagas.Commands.Help;
using Sagas.Commands.Verbs;

namespace Sagas.Commands;

/// <summary>What the program was started for.</summary>
internal static class CommandLine
{
    // Anything shorter looks like -h.
    private const int ShortestTypo = 4;

    // Arguments are taken as they are: an @ begins no file, and -ab is not -a -b.
    private static readonly ParserConfiguration Plain = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>Does what the command line says. One that cannot be understood starts nothing.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="program">The service.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, ServiceProgram program)
    {
        var parsed = Read(args, program);
        var isRefused = parsed.Errors.Count > 0;
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration
        {
            // The service itself listens to signals, and whoever watches the process sees what ended it.
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
            Output = isRefused ? Console.Error : Console.Out,
        });
        return isRefused ? ExitCodes.Refused : exitCode;
    }

    /// <summary>Reads a command line.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="program">The service, which gets the settings.</param>
    /// <returns>The verb with its words, or what is wrong.</returns>
    public static ParseResult Read(IEnumerable<string> args, ServiceProgram program)
    {
        var root = new ServeCommand(program)
        {
            new MigrateCommand(program), new VerifyCommand(program), new HealthCommand(),
            new SampleCommand(), new NewApiKeyCommand(), new HashPasswordCommand(),
        };
        VerbHelp.AddTo(root);
        var arguments = new CommandArguments(args, root);
        foreach (var verb in root.Subcommands.Prepend(root))
            verb.Validators.Add(result => Refusals(arguments, verb).ForEach(result.AddError));

        program.Settings = arguments.Settings;
        // The parser would skip a first word that is its own name.
        var parsed = root.Parse([root.Name, .. arguments.Words], Plain);
        if (parsed.Action is ParseErrorAction refusal)
            refusal.ShowTypoCorrections = parsed.UnmatchedTokens.Any(word => word.Length >= ShortestTypo);
        return parsed;
    }

    private static List<string> Refusals(CommandArguments arguments, Command verb) =>
    [
        .. arguments.Problems,
        .. verb is IVerb { TakesSettings: false }
            ? arguments.Settings.Select(setting => $"{verb.Name} takes no settings, such as {setting.Split('=')[0]}.")
            : [],
    ];
}
