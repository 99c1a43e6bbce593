using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Parley.Protocol;

namespace Parley.Hosting;

/// <summary>Makes and reads client secrets. They hold all that they say, sealed: no server keeps a list of them.</summary>
internal sealed class ClientSecrets
{
    /// <summary>How every one begins, and no API key.</summary>
    public const string Prefix = "ek_";

    /// <summary>Proxies take header lines of 8 KiB, and a browser's has a few words besides the secret.</summary>
    public const int LongestValue = 7680;

    private const string Purpose = "Parley.ClientSecrets.v1";

    private readonly TimeProvider _time;
    private readonly IDataProtector _seal;

    /// <param name="host">What the application around Parley protects its own things with, if it does.</param>
    /// <exception cref="ParleyStartupException">The key ring cannot be read or written.</exception>
    public ClientSecrets(ParleyOptions options, TimeProvider time, IDataProtectionProvider? host = null)
    {
        _time = time;
        _seal = (options.Secrets.KeyRing is { } folder ? Ring(folder) : host ?? new EphemeralDataProtectionProvider()).CreateProtector(Purpose);
    }

    /// <exception cref="InvalidRequestException">The session is too large for a secret.</exception>
    public (string Value, long ExpiresAt) Issue(ApiKey key, TimeSpan life, StoredSession? session)
    {
        var secret = new ClientSecret(key.Id, (_time.GetUtcNow() + life).ToUnixTimeSeconds(), session);
        var value = Prefix + Base64Url.EncodeToString(_seal.Protect(Pack(secret)));
        return value.Length <= LongestValue
            ? (value, secret.ExpiresAt)
            : throw new InvalidRequestException(
                "session_too_large",
                $"The session is too large for a client secret: it would have {value.Length} characters, and more than {LongestValue} may not fit into a header. "
                + "Shorten 'instructions' or 'tools', or leave them to a 'session.update'.",
                "session");
    }

    /// <returns>Null for what this ring has not sealed, what another version has, and what has expired.</returns>
    public ClientSecret? Read(string value)
    {
        try
        {
            var secret = Unpack(_seal.Unprotect(Base64Url.DecodeFromChars(value.AsSpan(Prefix.Length))));
            return secret?.ExpiresAt > _time.GetUtcNow().ToUnixTimeSeconds() ? secret : null;
        }
        catch (Exception notOurs) when (notOurs is CryptographicException or FormatException or JsonException or InvalidOperationException) // the last is Brotli's
        {
            return null;
        }
    }

    private static IDataProtectionProvider Ring(string folder)
    {
        try
        {
            var ring = DataProtectionProvider.Create(Directory.CreateDirectory(folder), builder => builder.SetApplicationName("Parley"));
            ring.CreateProtector(Purpose).Protect([]); // makes the first key, or finds out that it cannot
            return ring;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ParleyStartupException($"'secrets.keyRing' is '{folder}', where keys cannot be kept: {unusable.Message}", unusable);
        }
    }

    private static byte[] Pack(ClientSecret secret)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        {
            JsonSerializer.Serialize(brotli, secret, ClientSecretJson.Default.ClientSecret);
        }

        return packed.ToArray();
    }

    private static ClientSecret? Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize(brotli, ClientSecretJson.Default.ClientSecret);
    }
}
