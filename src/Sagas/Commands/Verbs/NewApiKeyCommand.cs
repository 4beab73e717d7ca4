using System.CommandLine;
using System.CommandLine.Parsing;
using Sagas.Access.Callers;
using Sagas.Access.Settings;
using Sagas.Commands.Help;

namespace Sagas.Commands.Verbs;

/// <summary><c>new-api-key [NAME [ROLES]]</c>: makes a key, and says how to configure it. Nothing of it is stored.</summary>
internal sealed class NewApiKeyCommand : Command, IVerb
{
    private readonly Argument<string> _name = new("NAME")
    {
        Description = "Whose key it is, as the audit trail will have it",
        DefaultValueFactory = _ => "shop",
    };

    private readonly Argument<string> _roles = new("ROLES")
    {
        Description = $"What the caller may do, separated by commas: {string.Join(", ", AccessRoles.All)}",
        DefaultValueFactory = _ => AccessRoles.OrdersSubmitter,
    };

    /// <summary>The verb.</summary>
    public NewApiKeyCommand() : base("new-api-key", "Makes an API key and prints it with its settings. Nothing is stored.")
    {
        _name.Validators.Add(RefuseOption);
        _roles.Validators.Add(RefuseUnknown);
        Add(_name);
        Add(_roles);
        SetAction((parsed, _) => PrintAsync(ApiKey.Make(), parsed.GetRequiredValue(_name), parsed.GetRequiredValue(_roles)));
    }

    /// <inheritdoc />
    public bool TakesSettings => false;

    /// <inheritdoc />
    public IReadOnlyList<(int ExitCode, string Meaning)> Outcomes =>
    [
        (ExitCodes.Done, "the key was printed"),
        (ExitCodes.Refused, "the command line was refused"),
    ];

    // The parser takes an option that it does not know for a name.
    private static void RefuseOption(ArgumentResult result)
    {
        if (result.Text().StartsWith('-'))
            result.AddError($"'{result.Text()}' is no option of new-api-key, and a name does not begin with a dash.");
        else if (result.Tokens.Count > 0 && !CallerNames.IsAllowed(result.Text()))
            result.Refuse<string>(CallerNames.Allowed);
    }

    private static void RefuseUnknown(ArgumentResult result)
    {
        var roles = AccessRoles.Split(result.Text());
        if (result.Tokens.Count > 0 && roles.Length == 0)
            result.Refuse<string>($"one or more of {string.Join(", ", AccessRoles.All)}, separated by commas");
        else if (roles.Except(AccessRoles.All).ToList() is { Count: > 0 } unknown)
            result.AddError($"Unknown roles: {string.Join(", ", unknown)}. The roles are {string.Join(", ", AccessRoles.All)}.");
    }

    private static async Task<int> PrintAsync(string key, string name, string roles)
    {
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
        return ExitCodes.Done;
    }
}
