using System.CommandLine;
using System.Globalization;
using System.Text;
using Sagas.Access.Callers;
using Sagas.Commands.Help;

namespace Sagas.Commands.Verbs;

/// <summary><c>hash-password</c>: reads a password from the standard input and prints its hash for the configuration.</summary>
internal sealed class HashPasswordCommand : Command, IVerb
{
    /// <summary>The verb.</summary>
    public HashPasswordCommand()
        : base(
            "hash-password",
            $"Asks for a password of {Lengths}, or reads it from a pipe, and prints its hash.")
    {
        SetAction((_, cancellationToken) => RunAsync(cancellationToken));
    }

    /// <inheritdoc />
    public bool TakesSettings => false;

    /// <inheritdoc />
    public IReadOnlyList<(int ExitCode, string Meaning)> Outcomes =>
    [
        (ExitCodes.Done, "the hash was printed"),
        (ExitCodes.Refused, "the password is too short or too long, or the command line was refused"),
    ];

    private static string Lengths =>
        string.Create(CultureInfo.InvariantCulture, $"{Passwords.ShortestLength} to {Passwords.LongestLength} characters");

    /// <summary>Reads it, without showing it, and prints the hash alone, so that scripts can take it.</summary>
    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (!Console.IsInputRedirected)
            await Console.Error.WriteAsync("Password: ");
        var password = Console.IsInputRedirected ? await Console.In.ReadLineAsync(cancellationToken) : ReadHidden();
        if (password is not { Length: >= Passwords.ShortestLength and <= Passwords.LongestLength })
        {
            await Console.Error.WriteLineAsync($"A password must have {Lengths}.");
            return ExitCodes.Refused;
        }

        await Console.Out.WriteLineAsync(Passwords.Hash(password));
        return ExitCodes.Done;
    }

    private static string ReadHidden()
    {
        var password = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
                password.Length = Math.Max(0, password.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                password.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return password.ToString();
    }
}
