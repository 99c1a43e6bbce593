using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>Where a session's events go. Never waits.</summary>
public interface ISessionClient
{
    /// <returns>False when the client cannot keep up; the session then ends.</returns>
    bool Send(ServerEvent serverEvent);

    /// <summary>Nothing follows.</summary>
    /// <param name="closeCode">Of the WebSocket protocol.</param>
    void Close(int closeCode, string reason);
}
