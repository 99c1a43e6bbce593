using Microsoft.AspNetCore.Http;
using Parley.Dialects;
using Parley.Hosting;

namespace Parley.Connections;

/// <summary>Finds out who is calling.</summary>
internal sealed class Identification(ApiKeys keys, ClientSecrets secrets)
{
    /// <returns>Null for nobody that is known here.</returns>
    public Visitor? Identify(HttpContext http, Handshake handshake)
    {
        var (address, isForwarded) = (http.Connection.RemoteIpAddress, Opening.IsForwarded(http));
        if (handshake.Credential is not { } credential || !credential.StartsWith(ClientSecrets.Prefix, StringComparison.Ordinal))
        {
            return keys.Find(handshake.Credential, address, isForwarded) is { } key ? new(key, null) : null;
        }

        return secrets.Read(credential) is { } secret && keys.FindById(secret.KeyId, address, isForwarded) is { } maker ? new(maker, secret) : null;
    }
}

/// <summary>Somebody who is known here.</summary>
/// <param name="Key">The caller's own, or the one that made its secret.</param>
internal sealed record Visitor(ApiKey Key, ClientSecret? Secret);
