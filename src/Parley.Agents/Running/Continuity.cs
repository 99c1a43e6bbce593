using Parley.Agents;
using Parley.Calling;
using Parley.Protocol;
using Parley.Transport;

namespace Parley.Running;

/// <summary>Keeps the talk going from one connection to the next: one that was lost, one that is about to expire, one that has another voice.</summary>
internal sealed class Continuity(Wire wire, Cast cast, Chronicle chronicle, PersonTurn person, AgentVoice voice, ToolDesk desk, AnswerWish wish, TimeProvider time, IAgentOutput output)
{
    private static readonly TimeSpan BeforeExpiry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MoveAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, string> _whole = []; // items of an answer that have come to their end, and their response, which has not
    private bool _isReconnecting;

    /// <summary>The server greets on the connection that is spoken on.</summary>
    public void Greet(SessionConfig session)
    {
        wire.Greeted();
        Retell(session);
        if (_isReconnecting)
        {
            _isReconnecting = false;
            output.Emit(new RealtimeReconnected(WasPlanned: false));
        }
    }

    /// <summary>A message of an answer has come to its end.</summary>
    public void EndItem(string responseId, string itemId) => _whole[itemId] = responseId;

    /// <summary>An answer has.</summary>
    public void End(string responseId)
    {
        foreach (var itemId in _whole.Where(item => item.Value == responseId).Select(item => item.Key).ToList())
        {
            _whole.Remove(itemId);
        }
    }

    /// <summary>The server's session is about to expire.</summary>
    public void Expire(int line) => wire.WantsToMove |= line == wire.Line;

    /// <summary>Nothing is under way: a good moment to move.</summary>
    public void MoveOn()
    {
        if (wire.CanMove)
        {
            Move(wasPlanned: true);
        }
        else
        {
            wire.PrepareToMove();
        }
    }

    /// <summary>A connection is lost.</summary>
    /// <param name="because">In one line.</param>
    public void Lose(int line, string because)
    {
        if (wire.LoseNext(line) || line != wire.Line)
        {
            return;
        }

        var isCut = wish.ActiveId is { } active && CutOff(active);
        if (wish.Lost(isCut))
        {
            Tell("response_lost", "The connection was lost twice in the middle of this answer: it is not asked for again.");
        }

        person.LoseLine();
        chronicle.LoseLine();
        if (wire.CanMove)
        {
            Move(wasPlanned: false);
            return;
        }

        _isReconnecting = true;
        output.Emit(new RealtimeReconnecting(because));
        wire.Lose();
    }

    /// <summary>A connection cannot be had.</summary>
    public void GiveUp(int line, RealtimeConnectionException failure)
    {
        if (!wire.Knows(line))
        {
            return; // it was left before
        }

        if (!wire.LoseNext(line))
        {
            output.Execute(new EndRun(failure));
            return;
        }

        Tell("move_failed", $"The conversation stays where it is: {failure.Message}");
        wire.WantsToMove = false;
        output.Execute(new ArmTimer(AgentTimer.Expiry, wire.Line, MoveAgainAfter));
        if (wire.MustMove)
        {
            wire.MustMove = false;
            cast.Configure(); // with the voice of the one before
        }
    }

    private void Move(bool wasPlanned)
    {
        Retell(wire.Move());
        output.Emit(new RealtimeReconnected(wasPlanned));
    }

    // all that a connection must know to go on where the last one was
    private void Retell(SessionConfig session)
    {
        if (session.ExpiresAt is { } expiry && DateTimeOffset.FromUnixTimeSeconds(expiry) - time.GetUtcNow() is var left && left > BeforeExpiry && left < LongTime.Longest) // no connection lasts longer
        {
            output.Execute(new ArmTimer(AgentTimer.Expiry, wire.Line, left - BeforeExpiry));
        }

        (wire.HasSpoken, wire.IsInstructed) = (false, false);
        cast.Configure();
        chronicle.Retell();
        person.Retell();
    }

    /// <summary>What has come whole of an answer stays; what has not is forgotten, and comes with the answer that is asked for again.</summary>
    /// <returns>Whether the answer is still owed.</returns>
    private bool CutOff(string responseId)
    {
        var hasCalls = desk.ResponseEnded(responseId);
        var isWhole = _whole.ContainsValue(responseId) && !chronicle.Items.Any(IsUnfinishedCall);
        var isOwed = !isWhole && !hasCalls && !voice.IsMuted(responseId);
        if (isOwed)
        {
            voice.Cut();
        }

        chronicle.RemoveUnfinished(item => IsUnfinishedCall(item) || (isOwed && IsUnfinishedMessage(item, responseId)));
        voice.Mute(responseId);
        output.Emit(new RealtimeAgentEnd(cast.Agent.Name, ResponseStatus.Incomplete));
        return isOwed;
    }

    private bool IsUnfinishedCall(Item item) => item is FunctionCallItem call && !desk.Knows(call);

    private bool IsUnfinishedMessage(Item item, string responseId) =>
        item is MessageItem { Role: Role.Assistant } && !_whole.ContainsKey(item.Id!) && (voice.ResponseOf(item.Id!) == responseId || item.Status == ItemStatus.InProgress);

    private void Tell(string code, string message) => output.Emit(new RealtimeError(code, message));
}
