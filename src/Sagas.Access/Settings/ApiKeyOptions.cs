namespace Sagas.Access.Settings;

/// <summary>A program that may use the service.</summary>
public class ApiKeyOptions
{
    /// <summary>Its name in logs and audits.</summary>
    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the key, in hexadecimal digits. <c>new-api-key</c> creates both.</summary>
    public string Hash { get; set; } = "";

    /// <summary>Its roles, separated by commas.</summary>
    public string Roles { get; set; } = "";
}
