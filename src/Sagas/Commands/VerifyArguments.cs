using System.Globalization;
using Sagas.Verification;

namespace Sagas.Commands;

/// <summary>The command line of <c>verify</c>.</summary>
/// <param name="Options">What is looked at besides the database, and how strictly.</param>
/// <param name="Json">Whether the result is told as JSON.</param>
/// <param name="Configuration">The rest, which is configuration like anywhere else.</param>
internal record VerifyArguments(VerificationOptions Options, bool Json, IReadOnlyList<string> Configuration)
{
    /// <summary>What asks for it.</summary>
    public const string Word = "verify";

    /// <summary>How it is called.</summary>
    public const string Usage = "Usage: verify [--settled] [--grace hh:mm:ss] [--ledger FILE] [--events FILE] [--json] [settings]";

    /// <summary>Reads it.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public static VerifyArguments Parse(IReadOnlyList<string> args)
    {
        var (options, json, rest) = (new VerificationOptions(), false, new List<string>());
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case Word:
                    break;
                case "--json":
                    json = true;
                    break;
                case "--settled":
                    options = options with { Settled = true };
                    break;
                case "--grace":
                    options = options with { Grace = Duration(Value(args, ref i)) };
                    break;
                case "--ledger":
                    options = options with { LedgerFile = Value(args, ref i) };
                    break;
                case "--events":
                    options = options with { EventsFile = Value(args, ref i) };
                    break;
                case var setting when setting.StartsWith("--", StringComparison.Ordinal):
                    rest.Add(setting.Contains('=', StringComparison.Ordinal) ? setting : $"{setting}={Value(args, ref i)}");
                    break;
                default:
                    throw new FormatException($"'{args[i]}' is not a known argument.");
            }
        }

        return new VerifyArguments(options, json, rest);
    }

    private static string Value(IReadOnlyList<string> args, ref int i) =>
        i + 1 < args.Count ? args[++i] : throw new FormatException($"{args[i]} needs a value.");

    private static TimeSpan Duration(string text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) && duration >= TimeSpan.Zero
            ? duration
            : throw new FormatException($"--grace is '{text}': it must be a duration such as 00:05:00.");
}
