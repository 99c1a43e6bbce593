using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Parley.Dialects;
using Parley.Hosting;
using Parley.Sessions;

namespace Parley.Connections;

/// <summary>Decides who may have a session, and with which model.</summary>
internal sealed class Admission(ApiKeys keys, ModelCatalog models, LiveSessions live)
{
    public bool TryAdmit(HttpContext http, Handshake handshake, SessionRequest asked, [NotNullWhen(true)] out Admitted? admitted, [NotNullWhen(false)] out Refusal? refusal)
    {
        admitted = null;
        refusal = null;
        if (keys.Find(handshake.Credential, http.Connection.RemoteIpAddress, Opening.IsForwarded(http)) is not { } key)
        {
            refusal = Refusal.InvalidKey;
        }
        else if (asked.Model is null && !asked.TranscribesOnly)
        {
            refusal = Refusal.MissingModel(models.Names);
        }
        else if ((asked.Model is null ? models.Default : models.Find(asked.Model)) is not { } model)
        {
            refusal = Refusal.InvalidModel(asked.Model!, models.Names);
        }
        else if (live.Take(key) is not { } seat)
        {
            refusal = Refusal.TooManySessions;
        }
        else
        {
            admitted = new(model, seat);
        }

        return refusal is null;
    }
}

/// <summary>A client that may have its session.</summary>
internal sealed record Admitted(Pipeline Model, LiveSessions.Seat Seat);
