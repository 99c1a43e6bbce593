using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Parley.Hosting;

/// <summary>A certificate for this machine that the server signs itself, once, so that clients have to be told only once to trust it.</summary>
internal static class DevelopmentCertificate
{
    private const string KeyName = "development-key.pem"; // with the certificate, so that the two always match
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan Life = TimeSpan.FromDays(800); // Apple's systems trust none that lives longer than 825
    private static readonly TimeSpan RenewedBefore = TimeSpan.FromDays(7);

    /// <summary>The PEM file that clients have to trust.</summary>
    /// <param name="folder">Null is <c>parley</c> in the user's data directory.</param>
    public static string PathIn(string? folder) => Path.Combine(Folder(folder), "development-certificate.pem");

    /// <exception cref="ParleyStartupException">The files cannot be read or written.</exception>
    public static ServerIdentity FindOrMake(string? folder, DateTimeOffset now)
    {
        var keyPath = Path.Combine(Folder(folder), KeyName);
        try
        {
            CreateFolder(Folder(folder));
            using var turn = OneAtATime.In(Folder(folder)); // servers that start at the same moment share what the first of them makes
            var kept = Kept(keyPath);
            if (kept is null || kept.NotAfter < (now + RenewedBefore).LocalDateTime || kept.NotBefore > now.LocalDateTime)
            {
                Write(keyPath, Make(now));
                kept = Kept(keyPath)!;
            }

            Write(PathIn(folder), kept.ExportCertificatePem());
            return new(kept, []);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new ParleyStartupException($"The development certificate {keyPath} cannot be used: {unusable.Message} Delete it for a new one, or name a certificate.", unusable);
        }
    }

    private static string Folder(string? folder) =>
        folder ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "parley");

    private static X509Certificate2? Kept(string keyPath) => File.Exists(keyPath) ? X509Certificate2.CreateFromPemFile(keyPath) : null;

    private static string Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost, O=Parley development", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        if (Uri.CheckHostName(Environment.MachineName) == UriHostNameType.Dns)
        {
            names.AddDnsName(Environment.MachineName);
        }

        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var made = request.CreateSelfSigned(now.AddDays(-1), now + Life);
        return $"{made.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnersOnly | UnixFileMode.UserExecute);
        }
    }

    // whole or not at all: another server may read it now
    private static void Write(string path, string content)
    {
        var draft = $"{path}.{Path.GetRandomFileName()}";
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnersOnly;
        }

        using (var writer = new StreamWriter(draft, how))
        {
            writer.Write(content);
        }

        File.Move(draft, path, overwrite: true);
    }
}
