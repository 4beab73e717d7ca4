using Sagas.Access.Callers;
using Sagas.Access.Settings;

namespace Sagas.Commands;

/// <summary><c>new-api-key [NAME [ROLES]]</c>: makes a key, and says how to configure it. Nothing of it is stored.</summary>
internal static class NewApiKey
{
    private const string Word = "new-api-key";

    /// <summary>Whether the program was started for that.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>Whether it begins with the word.</returns>
    public static bool IsAskedFor(string[] args) => args is [Word, ..];

    /// <summary>Makes one and prints it.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The exit code: 0, or 2 if a role is none.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var (key, name, roles) = (ApiKey.Make(), args.ElementAtOrDefault(1) ?? "shop", args.ElementAtOrDefault(2) ?? AccessRoles.OrdersSubmitter);
        if (AccessRoles.Split(roles).Except(AccessRoles.All).ToList() is { Count: > 0 } unknown)
        {
            await Console.Error.WriteLineAsync($"Unknown roles: {string.Join(", ", unknown)}. The roles are {string.Join(", ", AccessRoles.All)}.");
            return 2;
        }

        await Console.Out.WriteLineAsync(
            $"""
            The key, for the caller only. It is shown only once:

                {key}

            The service gets only its hash (for further keys, count up from 0):

                Sagas__Access__ApiKeys__0__Name={name}
                Sagas__Access__ApiKeys__0__Hash={ApiKey.Hash(key)}
                Sagas__Access__ApiKeys__0__Roles={roles}

            The roles are {string.Join(", ", AccessRoles.All)}, separated by commas.
            """);
        return 0;
    }
}
