namespace Sagas.Access.Settings;

/// <summary>A program that may use the service.</summary>
public class ApiKeyOptions
{
    /// <summary>Who it is, as logs and audits call it.</summary>
    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the key, as hexadecimal digits. <c>new-api-key</c> makes both.</summary>
    public string Hash { get; set; } = "";

    /// <summary>Its roles, separated by commas.</summary>
    public string Roles { get; set; } = "";
}
