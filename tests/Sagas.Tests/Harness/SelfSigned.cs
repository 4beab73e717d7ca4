using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sagas.Tests.Harness;

/// <summary>Certificates that nobody has reason to trust.</summary>
internal static class SelfSigned
{
    /// <summary>A certificate of the right name for a server on this machine.</summary>
    public static X509Certificate2 ForLocalhost()
    {
        using var key = RSA.Create();
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
