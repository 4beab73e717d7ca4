using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Access.Protection;
using Sagas.Access.Settings;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Access.Protection;

/// <summary>Who can read the database cannot forge cookies, if a certificate protects their keys.</summary>
internal sealed class When_keys_are_encrypted : IDisposable
{
    private const string Password = "only for this file";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sagas-keys-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Test]
    public async Task Should_be_of_no_use_without_the_certificate()
    {
        var path = Write("keys.pfx", Certificate().Export(X509ContentType.Pfx, Password));
        await using var service = new GuardedService([.. Credentials.Settings, .. Settings(path, Password)]);
        var secret = Protect(service, "ada");

        var stored = await service.InDatabaseAsync(db => db.Set<DataProtectionKey>().Select(key => key.Xml).ToListAsync());
        stored.ShouldNotBeEmpty();
        stored.ShouldAllBe(xml => xml.Contains("EncryptedData", StringComparison.Ordinal)
            && !xml.Contains("<value>", StringComparison.Ordinal));

        await using var other = new GuardedService(service);
        Unprotect(other, secret).ShouldBe("ada");
        var another = Write("other.pfx", Certificate().Export(X509ContentType.Pfx, Password));
        await using var bare = new GuardedService(service, ("Sagas:Access:KeyCertificatePath", another));
        Should.Throw<CryptographicException>(() => Unprotect(bare, secret));
    }

    [Test]
    public async Task Should_still_be_read_if_they_were_stored_before()
    {
        await using var before = new GuardedService(Credentials.Settings);
        var secret = Protect(before, "ada");

        var path = Write("keys.pfx", Certificate().Export(X509ContentType.Pfx, Password));
        await using var service = new GuardedService(before, Settings(path, Password));
        Unprotect(service, secret).ShouldBe("ada");
    }

    [TestCase(null, "cannot be read with this password")]
    [TestCase("wrong", "cannot be read with this password")]
    public void Should_not_start_with_a_wrong_password(string? password, string why)
    {
        KeyCertificate.TryLoad(
            Write("keys.pfx", Certificate().Export(X509ContentType.Pfx, Password)), password, out var told).ShouldBeFalse();
        told.ShouldContain(why);
    }

    [Test]
    public void Should_not_start_with_what_cannot_encrypt()
    {
        KeyCertificate.TryLoad(Path.Combine(_directory.FullName, "nowhere.pfx"), Password, out var missing).ShouldBeFalse();
        missing.ShouldBe("there is no such file");
        KeyCertificate.TryLoad(Write("text.pfx", "text"u8.ToArray()), Password, out _).ShouldBeFalse();

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = new CertificateRequest("CN=signer", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        KeyCertificate.TryLoad(Write("ec.pfx", signer.Export(X509ContentType.Pfx, Password)), Password, out var signs)
            .ShouldBeFalse();
        signs.ShouldBe("it has no RSA private key");
    }

    [Test]
    public async Task Should_say_at_the_start_what_is_wrong()
    {
        var run = await ProgramRun.OfAsync(
            ["--urls=http://127.0.0.1:0"], "", ("Sagas__Access__KeyCertificatePath", "/nowhere/keys.pfx"),
            ("Sagas__Access__KeyCertificatePassword", Password));

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("Sagas:Access:KeyCertificatePath is '/nowhere/keys.pfx'");
        run.Errors.ShouldNotContain(Password);
    }

    private static X509Certificate2 Certificate() => SelfSigned.ForLocalhost();

    private static (string Key, string Value)[] Settings(string path, string password) =>
    [
        ($"{AccessOptions.Section}:{nameof(AccessOptions.KeyCertificatePath)}", path),
        ($"{AccessOptions.Section}:{nameof(AccessOptions.KeyCertificatePassword)}", password),
    ];

    private static string Protect(GuardedService service, string text) => Protector(service).Protect(text);

    private static string Unprotect(GuardedService service, string text) => Protector(service).Unprotect(text);

    private static IDataProtector Protector(GuardedService service) =>
        service.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
