namespace Sagas.Access.Settings;

/// <summary>Somebody who signs in to the pages.</summary>
public class UserOptions
{
    /// <summary>Who it is, as the form, logs and audits call them.</summary>
    public string Name { get; set; } = "";

    /// <summary>The hash of the password, as <c>hash-password</c> makes it.</summary>
    public string PasswordHash { get; set; } = "";

    /// <summary>Their roles, separated by commas.</summary>
    public string Roles { get; set; } = "";
}
