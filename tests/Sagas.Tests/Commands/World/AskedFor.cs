using System.CommandLine;
using Sagas.Commands;
using Sagas.Commands.Verbs;

namespace Sagas.Tests.Commands.World;

/// <summary>What a command line asks for, without doing it.</summary>
internal static class AskedFor
{
    /// <summary>The verb of a command line that has no mistakes.</summary>
    public static Command By(IEnumerable<string> args) => By(args, out _);

    /// <summary>The verb, and the settings that it gets.</summary>
    public static Command By(IEnumerable<string> args, out IReadOnlyList<string> settings)
    {
        var parsed = Read(args, out settings);
        parsed.Errors.Select(error => error.Message).ShouldBeEmpty();
        return parsed.CommandResult.Command;
    }

    /// <summary>The command line as it was read, with its mistakes.</summary>
    public static ParseResult Read(IEnumerable<string> args, out IReadOnlyList<string> settings)
    {
        var program = new ServiceProgram(
            _ => throw new InvalidOperationException("Nobody is to compose it."),
            _ => throw new InvalidOperationException("Nobody is to run it."));
        var parsed = CommandLine.Read(args, program);
        settings = program.Settings;
        return parsed;
    }
}
