using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Parley.Hosting;

public sealed class ServerIdentityTests : IDisposable
{
    private static readonly DateTimeOffset Today = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000);

    private readonly string _folder = Directory.CreateTempSubdirectory("parley-tls").FullName;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public void A_PEM_file_may_hold_the_certificate_its_chain_and_the_key()
    {
        using var own = Make();
        using var issuer = Make("CN=issuer");
        var identity = Read(new() { Certificate = File("all.pem", own.ExportCertificatePem() + "\n" + issuer.ExportCertificatePem() + "\n" + _key.ExportPkcs8PrivateKeyPem()) });
        identity.Certificate.HasPrivateKey.ShouldBeTrue();
        identity.Certificate.Thumbprint.ShouldBe(own.Thumbprint);
        identity.Chain.ShouldHaveSingleItem().Subject.ShouldBe("CN=issuer");
    }

    [Fact]
    public void The_key_may_be_in_a_file_of_its_own_and_encrypted()
    {
        using var own = Make();
        Read(new() { Certificate = File("own.pem", own.ExportCertificatePem()), CertificateKey = File("key.pem", _key.ExportECPrivateKeyPem()) })
            .Certificate.HasPrivateKey.ShouldBeTrue();
        Read(new()
        {
            Certificate = File("own.pem", own.ExportCertificatePem()),
            CertificateKey = File("key.pem", _key.ExportEncryptedPkcs8PrivateKeyPem("hush", Encryption)),
            CertificatePasswordFile = File("password", "hush\n"),
        }).Certificate.HasPrivateKey.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("hush")]
    public void A_PFX_file_holds_both(string? password)
    {
        using var own = Make();
        var path = Path.Combine(_folder, "own.pfx");
        System.IO.File.WriteAllBytes(path, own.Export(X509ContentType.Pfx, password));
        Read(new() { Certificate = path, CertificatePasswordFile = password is null ? null : File("password", password) }).Certificate.HasPrivateKey.ShouldBeTrue();
    }

    [Fact]
    public void A_certificate_that_is_not_valid_today_is_named_with_its_date()
    {
        using var old = Make(from: Today.AddDays(-90), to: Today.AddDays(-1));
        using var young = Make(from: Today.AddDays(1), to: Today.AddDays(90));
        Mistake(Pem(old)).ShouldEndWith("own.pem expired on 2026-01-04: renew it.");
        Mistake(Pem(young)).ShouldContain("own.pem is valid from 2026-01-06 only.");
    }

    [Fact]
    public void A_certificate_that_is_not_for_servers_is_named()
    {
        using var own = Make(purpose: "1.3.6.1.5.5.7.3.2");
        Mistake(Pem(own)).ShouldEndWith("is not for servers: its extended key usage lacks server authentication.");
    }

    [Fact]
    public void A_key_of_another_certificate_is_named()
    {
        using var own = Make();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Mistake(new() { Certificate = File("own.pem", own.ExportCertificatePem()), CertificateKey = File("key.pem", other.ExportPkcs8PrivateKeyPem()) })
            .ShouldBe($"The key {_folder}/key.pem is not the key of the certificate {_folder}/own.pem.");
    }

    [Fact]
    public void What_is_missing_or_wrong_is_named_and_the_password_is_not()
    {
        using var own = Make();
        var certificate = File("own.pem", own.ExportCertificatePem());
        var encrypted = File("encrypted.pem", _key.ExportEncryptedPkcs8PrivateKeyPem("hush", Encryption));
        var wrong = File("password", "guess");
        Mistake(new() { Certificate = "/nowhere/own.pem" }).ShouldStartWith("The certificate /nowhere/own.pem cannot be read: Could not find");
        Mistake(new() { Certificate = _folder }).ShouldStartWith($"The certificate {_folder} cannot be read:");
        Mistake(new() { Certificate = certificate }).ShouldEndWith("comes without its private key: name the key's file too.");
        Mistake(new() { Certificate = certificate, CertificateKey = certificate }).ShouldEndWith("own.pem holds no private key in PEM.");
        Mistake(new() { Certificate = encrypted, CertificatePasswordFile = wrong }).ShouldEndWith("holds no certificate in PEM.");
        Mistake(new() { Certificate = certificate, CertificateKey = encrypted }).ShouldEndWith("is encrypted: name a file with its password too.");
        Mistake(new() { Certificate = certificate, CertificateKey = encrypted, CertificatePasswordFile = wrong }).ShouldEndWith("a file is damaged, or the password is wrong.");
        Mistake(new() { Certificate = File("own.pfx", "not at all") }).ShouldEndWith("it is neither PEM nor PFX, or the password is missing.");
        Mistake(new() { Certificate = File("own.pfx", "not at all"), CertificatePasswordFile = wrong }).ShouldNotContain("guess");
        Mistake(new() { Certificate = File("own.pfx", "not at all"), CertificateKey = encrypted }).ShouldEndWith("a PFX holds both.");
    }

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static ServerIdentity Read(HttpsOptions https) => ServerIdentity.Read(https, Today);

    private static string Mistake(HttpsOptions https) => Should.Throw<ParleyStartupException>(() => Read(https)).Message;

    private HttpsOptions Pem(X509Certificate2 own) => new() { Certificate = File("own.pem", own.ExportCertificatePem() + "\n" + _key.ExportPkcs8PrivateKeyPem()) };

    private X509Certificate2 Make(string name = "CN=parley.example", DateTimeOffset? from = null, DateTimeOffset? to = null, string purpose = "1.3.6.1.5.5.7.3.1")
    {
        var request = new CertificateRequest(name, _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        return request.CreateSelfSigned(from ?? Today.AddDays(-1), to ?? Today.AddDays(1));
    }

    private string File(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }
}
