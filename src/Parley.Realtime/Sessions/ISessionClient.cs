using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>Where a session's events go. Never waits.</summary>
public interface ISessionClient
{
    /// <summary>Takes an event. Sound in it is good until this returns.</summary>
    /// <returns>False when too much waited for the client already: where that is so at the first event of an answer, the session ends.</returns>
    bool Send(ServerEvent serverEvent);

    /// <summary>Nothing follows.</summary>
    void Close(EndSession end);
}
