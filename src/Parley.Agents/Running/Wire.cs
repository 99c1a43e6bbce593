using Parley.Protocol;

namespace Parley.Running;

/// <summary>The connections of a session: the one that it speaks on, and at times the next one, which it moves to between two turns.</summary>
internal sealed class Wire(IAgentOutput output)
{
    private int _opened;
    private int? _next;
    private bool _isNextReady;
    private SessionConfig? _nextSession;

    /// <summary>The number of the connection that is spoken on.</summary>
    public int Line { get; private set; }

    public bool HasBegun => _opened > 0;

    /// <summary>Whether the server has greeted on it.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether an agent's sound has come on it, so that its voice is settled.</summary>
    public bool HasSpoken { get; set; }

    /// <summary>Whether the server has been told what to be: until then its own instructions hold.</summary>
    public bool IsInstructed { get; set; }

    /// <summary>Whether another connection is wanted in the place of this one.</summary>
    public bool WantsToMove { get; set; }

    /// <summary>Whether nothing is to be asked on this one any more.</summary>
    public bool MustMove { get; set; }

    public bool CanMove => _next is not null && _isNextReady;

    public void Begin()
    {
        Line = ++_opened;
        output.Execute(new OpenLine(Line));
    }

    public void Greeted() => IsOpen = true;

    /// <summary>Sends on the connection there is; where there is none, the next one is told all that matters anyway.</summary>
    public void Send(ClientEvent clientEvent)
    {
        if (IsOpen)
        {
            output.Execute(new Say(Line, clientEvent));
        }
    }

    /// <summary>The server has greeted on the next connection.</summary>
    public void NextGreeted(int line, SessionConfig session)
    {
        if (line == _next)
        {
            (_isNextReady, _nextSession) = (true, session);
        }
    }

    /// <summary>Whether a connection has been opened, and the server has not said a word on it.</summary>
    public bool IsSilent(int line) => (line == Line && !IsOpen) || (line == _next && !_isNextReady);

    /// <summary>Whether a connection is one of the two.</summary>
    public bool Knows(int line) => line == Line || line == _next;

    /// <summary>Opens the next connection, where one is wanted and none is on its way.</summary>
    public void PrepareToMove()
    {
        if ((WantsToMove || MustMove) && IsOpen && _next is null)
        {
            _next = ++_opened;
            output.Execute(new OpenLine(_next.Value));
        }
    }

    /// <summary>Goes over to the next connection.</summary>
    /// <returns>With what it has greeted.</returns>
    public SessionConfig Move()
    {
        output.Execute(new CloseLine(Line));
        (Line, IsOpen, _next, _isNextReady, WantsToMove, MustMove) = (_next!.Value, true, null, false, false, false);
        return _nextSession!;
    }

    /// <summary>The next connection was lost before it was needed; it is tried again.</summary>
    /// <returns>Whether it was that one.</returns>
    public bool LoseNext(int line)
    {
        if (line != _next)
        {
            return false;
        }

        (_next, _isNextReady) = (null, false);
        return true;
    }

    /// <summary>The connection is lost, and another takes its place: the next one, where it is on its way.</summary>
    public void Lose()
    {
        (IsOpen, HasSpoken, WantsToMove, MustMove) = (false, false, false, false);
        if (_next is { } next)
        {
            (Line, _next) = (next, null);
        }
        else
        {
            Begin();
        }
    }
}
