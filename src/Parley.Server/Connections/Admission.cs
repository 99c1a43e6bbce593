using Microsoft.AspNetCore.Http;
using Parley.Dialects;
using Parley.Hosting;
using Parley.Protocol;
using Parley.Sessions;
using Parley.Tools;

namespace Parley.Connections;

/// <summary>Decides who may have a session, and what it starts with.</summary>
internal sealed class Admission(Identification identification, SessionStarts starts, LiveSessions live)
{
    /// <summary>Whether there is a place for the client. Only who is known here learns that there is none.</summary>
    /// <returns>One of the two.</returns>
    public (Guest? Guest, Refusal? Refusal) Seat(HttpContext http, Handshake handshake, SessionRequest asked)
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

        var (seat, overload) = live.Take(visitor.Key);
        return seat is null ? (null, Refusal.Later(overload!)) : (new(visitor, seat), null);
    }

    /// <summary>What the client's session starts with. Who may not have what it asks for has lost its place.</summary>
    /// <returns>One of the two.</returns>
    public (Admitted? Admitted, Refusal? Refusal) Admit(Guest guest, SessionRequest asked, Manner manner)
    {
        try
        {
            var start = Start(guest.Visitor, asked, manner);
            return (new(start.Model, start.Config, guest.Visitor.Key.Owner, guest.Seat), null);
        }
        catch (InvalidRequestException mistake)
        {
            guest.Seat.Dispose();
            return (null, Refusal.Of(mistake));
        }
        catch
        {
            guest.Seat.Dispose();
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

/// <summary>A client with a place, whose wishes nobody has looked at yet.</summary>
internal sealed record Guest(Visitor Visitor, LiveSessions.Seat Seat);

/// <summary>A client that may have its session.</summary>
/// <param name="Owner">Whose documents its functions may search.</param>
/// <param name="Seat">Its own, to be given back when the session has ended.</param>
internal sealed record Admitted(Pipeline Model, SessionConfig Config, ToolOwner Owner, LiveSessions.Seat Seat);
