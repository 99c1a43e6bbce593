using Microsoft.AspNetCore.Http;
using Parley.Dialects;
using Parley.Hosting;
using Parley.Protocol;
using Parley.Sessions;

namespace Parley.Connections;

/// <summary>Decides who may have a session, and what it starts with.</summary>
internal sealed class Admission(Identification identification, SessionStarts starts, LiveSessions live)
{
    /// <returns>One of the two.</returns>
    public (Admitted? Admitted, Refusal? Refusal) Admit(HttpContext http, Handshake handshake, SessionRequest asked, Manner manner)
    {
        if (identification.Identify(http, handshake) is not { } visitor)
        {
            return (null, Refusal.InvalidKey);
        }

        if (!visitor.Key.May(KeyRight.Realtime))
        {
            return (null, Refusal.MissingRight(visitor.Key, KeyRight.Realtime));
        }

        if (asked.JoinsCall)
        {
            return (null, Refusal.NoCalls);
        }

        if (live.Take(visitor.Key) is not { } seat)
        {
            return (null, Refusal.TooManySessions);
        }

        try
        {
            return (Seated(visitor, asked, manner, seat), null);
        }
        catch (InvalidRequestException mistake)
        {
            return (null, Refusal.Of(mistake));
        }
    }

    private Admitted Seated(Visitor visitor, SessionRequest asked, Manner manner, LiveSessions.Seat seat)
    {
        try
        {
            var start = Start(visitor, asked, manner);
            return new(start.Model, start.Config, seat);
        }
        catch
        {
            seat.Dispose();
            throw;
        }
    }

    private SessionStart Start(Visitor visitor, SessionRequest asked, Manner manner)
    {
        if (visitor.Secret is null)
        {
            starts.CheckNamed(asked);
        }

        // in the connection's own dialect where it can be, which then knows what GA has no word for
        var said = visitor.Secret?.Session is { } stored
            ? stored.Read(stored.Dialect == manner.Name ? manner.Dialect : Dialect.Create(stored.Dialect))
            : null;
        return starts.Make(asked, said, visitor.Key, manner.Policy);
    }
}

/// <summary>A client that may have its session.</summary>
/// <param name="Seat">Its own, to be given back when the session has ended.</param>
internal sealed record Admitted(Pipeline Model, SessionConfig Config, LiveSessions.Seat Seat);
