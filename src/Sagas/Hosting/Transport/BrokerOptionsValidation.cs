using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Sagas.Web.Settings;

namespace Sagas.Hosting.Transport;

/// <summary>Validates the broker's settings at startup.</summary>
internal class BrokerOptionsValidation : IValidateOptions<BrokerOptions>
{
    private const int LargestQuorum = 7;
    private const int LargestPrefetch = 1_000;

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, BrokerOptions options)
    {
        var check = new OptionFailures(TransportSetup.BrokerSection);
        check.Unless(
            options.QuorumSize is null or (>= 1 and <= LargestQuorum), nameof(options.QuorumSize), options.QuorumSize,
            $"a number from 1 to {LargestQuorum}, or nothing");
        check.Unless(
            options.PrefetchCount is >= 1 and <= LargestPrefetch, nameof(options.PrefetchCount), options.PrefetchCount,
            $"a number from 1 to {LargestPrefetch}");
        check.UnlessWithin(nameof(options.Heartbeat), options.Heartbeat, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        check.Unless(
            options.Tls.CertificatePath is null || File.Exists(options.Tls.CertificatePath),
            $"{nameof(options.Tls)}:{nameof(options.Tls.CertificatePath)}", options.Tls.CertificatePath,
            "the path of a file that exists");
        check.Unless(
            options.Tls.CertificatePath is not { } path || !File.Exists(path)
                || CanBeRead(path, options.Tls.CertificatePassphrase),
            $"{nameof(options.Tls)}:{nameof(options.Tls.CertificatePassphrase)}", "(hidden)",
            $"the passphrase of the PKCS #12 file {options.Tls.CertificatePath}");
        foreach (var node in options.ClusterNodes ?? [])
        {
            check.Unless(
                Uri.TryCreate($"amqp://{node}", UriKind.Absolute, out var address) && address.AbsolutePath == "/",
                nameof(options.ClusterNodes), node, "host or host:port");
        }

        return check.ToResult();
    }

    private static bool CanBeRead(string path, string? passphrase)
    {
        try
        {
            X509CertificateLoader.LoadPkcs12FromFile(path, passphrase).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
