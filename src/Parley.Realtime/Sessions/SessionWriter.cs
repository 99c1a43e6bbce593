using Parley.Conversations;
using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>The session's voice: gives every event its id.</summary>
internal sealed class SessionWriter(Ids ids)
{
    private ISessionOutput? _output;

    /// <summary>When the input that is being answered came.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>True once the session has asked for its end; what comes later is not said.</summary>
    public bool HasEnded { get; private set; }

    public void Emit(ServerEvent serverEvent)
    {
        if (!HasEnded)
        {
            Output.Emit(serverEvent with { EventId = ids.Event() });
        }
    }

    public void Execute(SessionCommand command)
    {
        if (!HasEnded)
        {
            HasEnded = command is EndSession;
            Output.Execute(command);
        }
    }

    /// <summary>Where all goes until the next input.</summary>
    public void WriteTo(ISessionOutput output, DateTimeOffset now) => (_output, Now) = (output, now);

    private ISessionOutput Output => _output ?? throw new InvalidOperationException("A session speaks only while it handles an input.");
}
