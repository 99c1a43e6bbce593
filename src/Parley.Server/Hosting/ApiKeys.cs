using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Parley.Hosting;

/// <summary>Who may connect. Keeps hashes only, and compares all of them in constant time.</summary>
internal sealed class ApiKeys(ParleyOptions options)
{
    /// <summary>Works where no key is configured, and from loopback only.</summary>
    public const string Development = "parley-dev";

    private readonly byte[][] _hashes = [.. (options.Keys.Count == 0 ? [Development] : options.Keys).Select(Hash)];

    /// <summary>Whether only the development key works.</summary>
    public bool AreForDevelopment { get; } = options.Keys.Count == 0;

    /// <summary>Which key the credential is, or null if it is none.</summary>
    /// <param name="caller">Null where it is not known, which is not loopback.</param>
    /// <param name="isForwarded">A proxy passed the request on, so that the address is the proxy's.</param>
    public int? Find(string? credential, IPAddress? caller, bool isForwarded)
    {
        if (credential is null || (AreForDevelopment && (isForwarded || caller is null || !IPAddress.IsLoopback(caller))))
        {
            return null;
        }

        var hash = Hash(credential);
        int? found = null;
        for (var i = 0; i < _hashes.Length; i++)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, _hashes[i]) ? i : found;
        }

        return found;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
