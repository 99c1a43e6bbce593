using System.Net;

namespace Parley.Hosting;

/// <summary>The keys in force at one moment, and from where they may be used.</summary>
/// <param name="AreForDevelopment">Only the development key works, which everybody knows.</param>
internal sealed record KeyRing(IReadOnlyList<ApiKey> Keys, bool AreForDevelopment)
{
    /// <summary>The key with an <see cref="ApiKey.Id"/>, if there is one. Compares all in constant time.</summary>
    /// <param name="caller">Null where it is not known, which is not loopback.</param>
    /// <param name="isForwarded">A proxy passed the request on, so that the address is the proxy's.</param>
    public ApiKey? Find(string id, IPAddress? caller, bool isForwarded)
    {
        if (AreForDevelopment && (isForwarded || caller is null || !IPAddress.IsLoopback(caller)))
        {
            return null;
        }

        ApiKey? found = null;
        foreach (var key in Keys)
        {
            found = key.Is(id) ? key : found;
        }

        return found;
    }
}
