using Parley.Agents;
using Parley.Protocol;

namespace Parley.Running;

/// <summary>What the person says aloud: whether a turn is under way, and the sound that a new connection would have to hear again.</summary>
internal sealed class PersonTurn(RealtimeModelSettings settings, Wire wire, IAgentOutput output)
{
    /// <summary>The event id of a commit, which the server names where it refuses one.</summary>
    public const string Committing = "parley_commit";

    private readonly UnheardSound _unheard = new(settings.InputAudioFormat);
    private int _commits; // of ours, that the server has not done yet
    private int? _endMs;
    private bool _hasToldLoss;
    private string? _turn; // the item of the turn that is not understood yet
    private bool _serverAnswers = settings.TurnDetection is { CreateResponse: true };

    /// <summary>From the first word until the turn is committed.</summary>
    public bool IsSpeaking { get; private set; }

    /// <summary>Whether the person has said all, and it is known what.</summary>
    public bool IsFinal { get; private set; } = true;

    /// <summary>Whether a commit of ours is under way.</summary>
    public bool IsCommitting => _commits > 0;

    /// <summary>Whether the server answers by itself when a turn ends.</summary>
    public bool IsAnswered => _serverAnswers;

    private bool IsManual => settings.TurnDetection is null;

    /// <summary>What the server says of how it listens.</summary>
    public void Configured(SessionConfig session) =>
        _serverAnswers = (session.Input.TurnDetection ?? settings.TurnDetection) is { CreateResponse: true };

    public void Hear(ReadOnlyMemory<byte> pcm)
    {
        var lost = wire.IsOpen ? int.MaxValue : _unheard.LostMs; // a turn that is too long to be kept is lost only where nobody listens
        IsFinal &= !IsManual;
        _unheard.Add(pcm, mayRest: wire.IsOpen && !IsSpeaking && !IsManual);
        if (_unheard.LostMs > lost && !_hasToldLoss)
        {
            _hasToldLoss = true;
            output.Emit(new RealtimeError("audio_lost", "The connection has been gone for so long that the oldest sound of this turn is lost."));
        }

        wire.Send(new InputAudioBufferAppend(pcm));
    }

    /// <returns>Whether there was anything to commit.</returns>
    public bool Commit()
    {
        if (_unheard.IsEmpty)
        {
            output.Emit(new RealtimeError("input_audio_buffer_commit_empty", "There is no sound to commit: send some first."));
            return false;
        }

        _commits++;
        _unheard.Mark();
        wire.Send(new InputAudioBufferCommit { EventId = Committing });
        return true;
    }

    public void Clear()
    {
        _unheard.Clear();
        (IsSpeaking, IsFinal, _endMs) = (false, true, null);
        wire.Send(new InputAudioBufferClear());
    }

    public void Begin() => (IsSpeaking, IsFinal, _endMs) = (true, false, null);

    public void StopAt(int endMs) => _endMs = endMs; // the turn ends when it is committed

    /// <summary>The server has committed a turn.</summary>
    /// <param name="itemId">What it has become.</param>
    /// <returns>Its sound, and whether the server answers by itself.</returns>
    public (ReadOnlyMemory<byte> Sound, bool IsAnswered) End(string itemId)
    {
        var isOurs = IsCommitting;
        var sound = isOurs ? _unheard.CommitToMark() : _unheard.Commit(_endMs);
        _commits -= isOurs ? 1 : 0;
        (IsSpeaking, _endMs, _turn) = (false, null, itemId);
        IsFinal = settings.InputAudioTranscription is null;
        return (sound, !isOurs && _serverAnswers);
    }

    /// <summary>It is known what was said in a turn, or never will be.</summary>
    public void Understand(string itemId) => IsFinal |= itemId == _turn && !IsSpeaking;

    /// <summary>The person has said something in writing.</summary>
    public void Write() => IsFinal |= !IsSpeaking;

    /// <summary>A commit was refused.</summary>
    public void FailToCommit()
    {
        if (IsCommitting)
        {
            _commits--;
            _unheard.CommitToMark();
        }
    }

    public void LoseLine() => (IsSpeaking, _endMs, _hasToldLoss) = (false, null, false);

    /// <summary>Tells a new connection what the last one has not committed.</summary>
    public void Retell()
    {
        _unheard.Restart();
        _commits -= _unheard.DropLostMarks();
        foreach (var piece in _unheard.Pieces)
        {
            wire.Send(new InputAudioBufferAppend(piece.Pcm));
            for (var i = 0; i < piece.Commits; i++)
            {
                wire.Send(new InputAudioBufferCommit { EventId = Committing });
            }
        }
    }
}
