using System.Text;
using Sagas.Access.Callers;

namespace Sagas.Commands;

/// <summary><c>hash-password</c>: reads a password from the standard input and prints its hash for the configuration.</summary>
internal static class HashPassword
{
    private const string Word = "hash-password";

    /// <summary>Whether the program was started for that.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>Whether it is the word.</returns>
    public static bool IsAskedFor(string[] args) => args is [Word, ..];

    /// <summary>Reads it, without showing it, and prints the hash alone, so that scripts can take it.</summary>
    /// <returns>The exit code: 0, or 2 if the password is too short or too long.</returns>
    public static async Task<int> RunAsync()
    {
        if (!Console.IsInputRedirected)
            await Console.Error.WriteAsync("Password: ");
        var password = Console.IsInputRedirected ? await Console.In.ReadLineAsync() : ReadHidden();
        if (password is not { Length: >= Passwords.ShortestLength and <= Passwords.LongestLength })
        {
            await Console.Error.WriteLineAsync($"A password must have {Passwords.ShortestLength} to {Passwords.LongestLength} characters.");
            return 2;
        }

        await Console.Out.WriteLineAsync(Passwords.Hash(password));
        return 0;
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
