using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using Sagas.Commands.Arguments;

namespace Sagas.Commands.Help;

/// <summary>The help of a verb, with its exit codes and how it takes settings.</summary>
/// <param name="words">The help about its words.</param>
internal sealed class VerbHelp(HelpAction words) : SynchronousCommandLineAction
{
    private static readonly string Settings =
        $"""
        Settings:
          --KEY=VALUE, --KEY VALUE, /KEY=VALUE or KEY=VALUE, as often as needed:
            --Sagas:Roles=Api --urls http://localhost:8080 --environment Production
          Keys begin with
            {string.Join(", ", SettingRoots.Told)},
          or are those of an ASP.NET Core host:
            {string.Join(", ", SettingRoots.ToldOfTheHost)}...
          All of them are in docs/configuration.md.

        """;

    /// <inheritdoc />
    public override bool ClearsParseErrors => words.ClearsParseErrors;

    /// <summary>Lets the help of all verbs say so.</summary>
    /// <param name="root">The root of the verbs.</param>
    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new VerbHelp((HelpAction)option.Action!);
    }

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        var code = words.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not IVerb verb)
            return code;

        var output = parseResult.InvocationConfiguration.Output;
        if (verb.TakesSettings)
            output.WriteLine(Settings);
        output.WriteLine("Exit codes:");
        foreach (var (number, meaning) in verb.Outcomes)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {number}  {meaning}"));
        output.WriteLine();
        return code;
    }
}
