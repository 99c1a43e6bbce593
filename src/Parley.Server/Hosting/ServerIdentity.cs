using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Parley.Hosting;

/// <summary>What the server shows of itself over TLS: its certificate with the private key, and the certificates that lead to its issuer.</summary>
internal sealed record ServerIdentity(X509Certificate2 Certificate, X509Certificate2Collection Chain)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Reads the files that the options name.</summary>
    /// <exception cref="ParleyStartupException">A file cannot be read, holds something else, or the certificate is not valid now.</exception>
    public static ServerIdentity Read(HttpsOptions https, DateTimeOffset now)
    {
        var path = https.Certificate!;
        var content = Bytes(path, "certificate");
        var password = https.CertificatePasswordFile is { } file ? Text(Bytes(file, "password")).TrimEnd('\r', '\n') : null;
        var identity = Text(content).Contains("-----BEGIN ", StringComparison.Ordinal)
            ? FromPem(path, Text(content), https.CertificateKey, password)
            : FromPkcs12(path, content, https.CertificateKey, password);
        identity.Check(path, now);
        return identity;
    }

    private static ServerIdentity FromPem(string path, string certificates, string? keyPath, string? password)
    {
        var key = keyPath is null ? certificates : Text(Bytes(keyPath, "key"));
        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw new ParleyStartupException(keyPath is null
                ? $"The certificate {path} comes without its private key: name the key's file too."
                : $"The key {keyPath} holds no private key in PEM.");
        }

        if (key.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal) && password is null)
        {
            throw new ParleyStartupException($"The key {keyPath ?? path} is encrypted: name a file with its password too.");
        }

        try
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPem(certificates);
            if (all.Count == 0)
            {
                throw new ParleyStartupException($"The certificate {path} holds no certificate in PEM.");
            }

            var own = password is null ? X509Certificate2.CreateFromPem(certificates, key) : X509Certificate2.CreateFromEncryptedPem(certificates, key, password);
            return new(own, [.. all.Skip(1)]);
        }
        catch (ArgumentException mismatch)
        {
            throw new ParleyStartupException($"The key {keyPath ?? path} is not the key of the certificate {path}.", mismatch);
        }
        catch (CryptographicException broken)
        {
            throw new ParleyStartupException($"The certificate {path} and its key cannot be read: a file is damaged, or the password is wrong.", broken);
        }
    }

    private static ServerIdentity FromPkcs12(string path, byte[] content, string? keyPath, string? password)
    {
        if (keyPath is not null)
        {
            throw new ParleyStartupException($"The certificate {path} is no PEM file, so its key cannot be in another: a PFX holds both.");
        }

        try
        {
            var all = X509CertificateLoader.LoadPkcs12Collection(content, password);
            return all.FirstOrDefault(each => each.HasPrivateKey) is { } own
                ? new(own, [.. all.Where(each => each != own)])
                : throw new ParleyStartupException($"The certificate {path} comes without its private key: export it with the key.");
        }
        catch (CryptographicException broken)
        {
            throw new ParleyStartupException(
                $"The certificate {path} cannot be read: it is neither PEM nor PFX, or the password is {(password is null ? "missing" : "wrong")}.", broken);
        }
    }

    private void Check(string path, DateTimeOffset now)
    {
        if (Certificate.NotAfter < now.LocalDateTime)
        {
            throw new ParleyStartupException($"The certificate {path} expired on {Certificate.NotAfter:yyyy-MM-dd}: renew it.");
        }

        if (Certificate.NotBefore > now.LocalDateTime)
        {
            throw new ParleyStartupException($"The certificate {path} is valid from {Certificate.NotBefore:yyyy-MM-dd} only. Is the clock of this machine right?");
        }

        var purposes = Certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().SelectMany(each => each.EnhancedKeyUsages.Cast<Oid>()).ToList();
        if (purposes.Count > 0 && purposes.TrueForAll(purpose => purpose.Value != ServerAuthentication))
        {
            throw new ParleyStartupException($"The certificate {path} is not for servers: its extended key usage lacks server authentication.");
        }
    }

    private static byte[] Bytes(string path, string what)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ParleyStartupException($"The {what} {path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static string Text(byte[] content) => System.Text.Encoding.UTF8.GetString(content);
}
