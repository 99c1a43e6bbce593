using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>Takes what a session yields, in order: the loop carries it out, a replay writes it down. Sound in it is good until the call returns.</summary>
public interface ISessionOutput
{
    void Emit(ServerEvent serverEvent);

    void Execute(SessionCommand command);
}
