using Parley.Listening;
using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>A session that is opened only to see what an update would make of its configuration: nobody hears it, and nothing is done.</summary>
internal sealed class SessionRehearsal : ISessionOutput
{
    private SessionConfig? _config;
    private ErrorDetails? _mistake;

    /// <exception cref="InvalidRequestException">A session would have answered with this mistake.</exception>
    public static SessionConfig Configure(SessionOpened opened, IVoiceActivityModel voiceActivity, SessionPatch patch)
    {
        var seen = new SessionRehearsal();
        var session = new RealtimeSession(opened, voiceActivity);
        session.Handle(opened, seen);
        session.Handle(new ClientSpoke(new SessionUpdate(patch)) { At = opened.At }, seen);
        return seen._mistake is { } mistake
            ? throw new InvalidRequestException(mistake.Code, mistake.Message, mistake.Param)
            : seen._config!;
    }

    void ISessionOutput.Emit(ServerEvent serverEvent)
    {
        switch (serverEvent)
        {
            case SessionUpdated(var config): _config = config; break;
            case ErrorEvent(var mistake): _mistake = mistake; break;
        }
    }

    void ISessionOutput.Execute(SessionCommand command)
    {
    }
}
