using Parley.Conversations;
using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>The session's voice: gives every event its id.</summary>
internal sealed class SessionWriter(Ids ids)
{
    private ISessionOutput? _output;

    public void Emit(ServerEvent serverEvent) => Output.Emit(serverEvent with { EventId = ids.Event() });

    public void Execute(SessionCommand command) => Output.Execute(command);

    /// <summary>Where all goes until the next input.</summary>
    public void WriteTo(ISessionOutput output) => _output = output;

    private ISessionOutput Output => _output ?? throw new InvalidOperationException("A session speaks only while it handles an input.");
}
