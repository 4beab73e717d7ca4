namespace Sagas.Access.Settings;

/// <summary>A user who signs in to the pages.</summary>
public class UserOptions
{
    /// <summary>The name in the form, in logs and in audits.</summary>
    public string Name { get; set; } = "";

    /// <summary>The hash of the password, as created by <c>hash-password</c>.</summary>
    public string PasswordHash { get; set; } = "";

    /// <summary>The user's roles, separated by commas.</summary>
    public string Roles { get; set; } = "";
}
