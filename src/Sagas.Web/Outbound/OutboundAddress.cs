using Sagas.Web.Settings;

namespace Sagas.Web.Outbound;

/// <summary>The settings that say where an outside HTTP service is, and what it is told to let the caller in.</summary>
/// <param name="Key">The key of the address within its section.</param>
/// <param name="Address">The address.</param>
/// <param name="NeededBy">What needs it, as the end of a sentence.</param>
internal sealed record OutboundAddress(string Key, Uri? Address, string NeededBy)
{
    /// <summary>The key of the secret within the same section.</summary>
    public required string SecretKey { get; init; }

    /// <summary>The secret; null or empty for none.</summary>
    public required string? Secret { get; init; }

    /// <summary>What the secret is, with its article.</summary>
    public required string SecretIs { get; init; }

    /// <summary>
    /// Checks that the service can be called there, with the secret and nothing else that would have to be kept.
    /// </summary>
    /// <param name="failures">Receives what is wrong.</param>
    /// <param name="section">The section of the settings.</param>
    public void Validate(OptionFailures failures, string section)
    {
        var isHttp = Address is { IsAbsoluteUri: true, Scheme: "http" or "https" };
        failures.Unless(isHttp, Key, Address, $"an http or https address, required by {NeededBy}");
        failures.Unless(
            !isHttp || Address!.UserInfo.Length == 0, Key, Address,
            $"an address without user and password, which would not be sent; {SecretIs} is set by {section}:{SecretKey}");

        if (string.IsNullOrEmpty(Secret))
            return;
        failures.Unless(
            Secret.All(x => x is > ' ' and <= '~'), SecretKey, "(hidden)", "printable ASCII without spaces");
        failures.Unless(
            !isHttp || OutboundHttp.KeepsSecrets(Address!), Key, Address,
            $"an https address (or a local one), because {section}:{SecretKey} must not be sent unencrypted");
    }
}
