using Parley.Listening;
using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>A session that is opened only to see what an update would make of its configuration: nobody hears it, and nothing is done.</summary>
internal sealed class SessionRehearsal : ISessionOutput
{
    private ErrorDetails? _mistake;

    /// <exception cref="InvalidRequestException">A session would have answered with this mistake.</exception>
    public static SessionConfig Configure(SessionOpened opened, IVoiceActivityModel voiceActivity, INoiseReducer? noiseReducer, SessionPatch patch)
    {
        var seen = new SessionRehearsal();
        var session = new RealtimeSession(opened, voiceActivity, noiseReducer);
        session.Handle(opened, seen);
        session.Handle(new ClientSpoke(new SessionUpdate(patch)) { At = opened.At }, seen);
        return seen._mistake is { } mistake
            ? throw new InvalidRequestException(mistake.Code, mistake.Message, mistake.Param)
            : session.Config;
    }

    void ISessionOutput.Emit(ServerEvent serverEvent) => _mistake ??= (serverEvent as ErrorEvent)?.Error;

    void ISessionOutput.Execute(SessionCommand command)
    {
    }
}
