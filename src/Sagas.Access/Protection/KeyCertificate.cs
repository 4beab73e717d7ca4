using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sagas.Access.Protection;

/// <summary>The certificate with which the keys of cookies are encrypted before they are stored.</summary>
internal static class KeyCertificate
{
    /// <summary>Loads it.</summary>
    /// <param name="path">The PKCS #12 file.</param>
    /// <param name="password">Its password; null if it has none.</param>
    /// <returns>The certificate, with its private key.</returns>
    public static X509Certificate2 Load(string path, string? password) =>
        X509CertificateLoader.LoadPkcs12FromFile(path, password);

    /// <summary>Tries whether it can be loaded and used.</summary>
    /// <param name="path">The PKCS #12 file.</param>
    /// <param name="password">Its password.</param>
    /// <param name="why">What is wrong with it.</param>
    public static bool TryLoad(string path, string? password, [NotNullWhen(false)] out string? why)
    {
        if (!File.Exists(path))
        {
            why = "there is no such file";
            return false;
        }

        try
        {
            using var certificate = Load(path, password);
            // Only RSA encrypts; keys of other kinds sign.
            using var key = certificate.GetRSAPrivateKey();
            why = key is null ? "it has no RSA private key" : null;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            why = exception is CryptographicException
                ? "it cannot be read with this password"
                : exception.Message.TrimEnd('.');
        }

        return why is null;
    }
}
