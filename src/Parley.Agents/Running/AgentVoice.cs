using Parley.Agents;
using Parley.Guarding;
using Parley.Protocol;

namespace Parley.Running;

/// <summary>What the agent says, on its way to the person: held back until it has passed the guardrails, and cut off when the person breaks in.</summary>
internal sealed class AgentVoice(GuardrailSettings settings, AudioPlayback playback, TimeProvider time, IAgentOutput output)
{
    private readonly Dictionary<string, Part> _parts = [];
    private readonly RecentIds _muted = new();
    private readonly RecentIds _mutedItems = new();
    private int _gates;

    /// <summary>Who judges: those of the agent that speaks.</summary>
    public IReadOnlyList<Guardrail> Guardrails { get; set; } = [];

    /// <summary>Its name.</summary>
    public string Agent { get; set; } = "";

    /// <summary>Whether a response says nothing any more.</summary>
    public bool IsMuted(string responseId) => _muted.Contains(responseId);

    public void Text(string responseId, string itemId, string delta)
    {
        if (IsMuted(responseId))
        {
            return;
        }

        if (Of(responseId, itemId, 0).Gate.Say(delta))
        {
            Judge(itemId);
        }

        if (Guardrails.Count == 0)
        {
            output.Emit(new RealtimeTranscriptDelta(itemId, Role.Assistant, delta));
        }
    }

    /// <summary>All text of an item has come.</summary>
    public void TextEnds(string responseId, string itemId)
    {
        if (!IsMuted(responseId) && _parts.ContainsKey(itemId))
        {
            Judge(itemId);
        }
    }

    public void Sound(ResponseOutputAudioDelta piece)
    {
        if (IsMuted(piece.ResponseId))
        {
            return;
        }

        var part = Of(piece.ResponseId, piece.ItemId, piece.ContentIndex);
        part.ContentIndex = piece.ContentIndex;
        var wasHolding = part.Gate.HeldSince is not null;
        if (part.Gate.Sound(piece.Delta, time.GetTimestamp()))
        {
            Release(piece.ItemId, part, [piece.Delta]);
        }
        else if (!wasHolding)
        {
            Judge(piece.ItemId);
            output.Execute(new ArmTimer(AgentTimer.Gate, part.Number, settings.Budget));
        }
    }

    public void SoundEnds(string responseId, string itemId)
    {
        if (!IsMuted(responseId) && _parts.TryGetValue(itemId, out var part))
        {
            part.HasEnded = true;
            EndIfReleased(itemId, part);
        }
    }

    /// <summary>So much of an item's text has passed.</summary>
    public void Passed(string itemId, int characters)
    {
        if (_parts.TryGetValue(itemId, out var part))
        {
            var since = part.Gate.HeldSince;
            if (characters > part.Shown)
            {
                output.Emit(new RealtimeTranscriptDelta(itemId, Role.Assistant, part.Gate.Text[part.Shown..characters]));
                part.Shown = characters;
            }

            Release(itemId, part, part.Gate.Pass(characters));
            TellHeld(itemId, part, since, isOverBudget: false);
            RemoveIfOver(itemId, part);
        }
    }

    /// <summary>A guardrail takes longer than anybody should wait.</summary>
    public void OverBudget(int number)
    {
        if (_parts.FirstOrDefault(each => each.Value.Number == number) is { Key: { } itemId, Value: { Gate.HeldSince: { } since } part })
        {
            if (time.GetElapsedTime(since) is var held && held < settings.Budget)
            {
                output.Execute(new ArmTimer(AgentTimer.Gate, number, settings.Budget - held)); // what is held now came later
            }
            else
            {
                Release(itemId, part, part.Gate.GiveUp());
                TellHeld(itemId, part, since, isOverBudget: true);
            }
        }
    }

    /// <summary>Whose answer an item is.</summary>
    public string? ResponseOf(string itemId) => _parts.GetValueOrDefault(itemId)?.ResponseId;

    /// <summary>A response says nothing more.</summary>
    public void Mute(string responseId)
    {
        _muted.Add(responseId);
        foreach (var itemId in _parts.Where(part => part.Value.ResponseId == responseId).Select(part => part.Key).ToList())
        {
            _parts.Remove(itemId);
            _mutedItems.Add(itemId);
        }
    }

    /// <summary>Nothing that is on its way is heard any more, also of answers that have ended and are still held back.</summary>
    /// <returns>The items of which nobody has heard anything, though their sound was there.</returns>
    public IReadOnlyList<string> MuteAll()
    {
        List<string> unheard = [.. _parts.Where(part => part.Value is { Gate: { HeldSince: not null, ReleasedText.Length: 0 } }).Select(part => part.Key)];
        foreach (var responseId in _parts.Values.Select(part => part.ResponseId).Distinct().ToList())
        {
            Mute(responseId);
        }

        return unheard;
    }

    /// <summary>Whether an item was cut off, so that what is judged of it matters no more.</summary>
    public bool IsMutedItem(string itemId) => _mutedItems.Contains(itemId);

    /// <summary>Whether an item is what is being played.</summary>
    public bool IsPlaying(string itemId) => playback.ItemId == itemId;

    /// <summary>Falls silent: what was told but not played is not heard any more.</summary>
    /// <returns>What was cut off, and how much of it was heard; null where all had been played.</returns>
    public CutOff? Cut()
    {
        if (playback.ItemId is not { } itemId || playback.Played() is var heard && heard >= playback.Length)
        {
            return null;
        }

        var share = heard / playback.Length;
        var part = _parts.GetValueOrDefault(itemId);
        playback.Stop();
        output.Emit(new RealtimeAudioInterrupted(itemId, part?.ContentIndex ?? 0, heard));
        return new(itemId, part?.ContentIndex ?? 0, heard, share, part?.Gate.ReleasedText);
    }

    /// <summary>A response has ended; parts whose sound is held stay until it is let go.</summary>
    public void Forget(string responseId)
    {
        foreach (var (itemId, part) in _parts.Where(part => part.Value.ResponseId == responseId).ToList())
        {
            part.IsOver = true;
            RemoveIfOver(itemId, part);
        }
    }

    private void RemoveIfOver(string itemId, Part part)
    {
        if (part is { IsOver: true, Gate: { HeldSince: null, IsSettled: true } })
        {
            _parts.Remove(itemId);
        }
    }

    private Part Of(string responseId, string itemId, int contentIndex)
    {
        if (!_parts.TryGetValue(itemId, out var part))
        {
            part = _parts[itemId] = new(responseId, new(Guardrails.Count > 0, settings.EachCharacters), ++_gates) { ContentIndex = contentIndex };
        }

        return part;
    }

    private void Judge(string itemId)
    {
        if (_parts[itemId].Gate.Ask() is { } text)
        {
            output.Execute(new JudgeText(Guardrails, itemId, IsInput: false, text, Agent));
        }
    }

    private void Release(string itemId, Part part, IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        foreach (var piece in pieces)
        {
            playback.Add(itemId, piece.Length);
            output.Emit(new RealtimeAudio(itemId, part.ContentIndex, part.ResponseId, piece));
        }

        EndIfReleased(itemId, part);
    }

    private void TellHeld(string itemId, Part part, long? since, bool isOverBudget)
    {
        if (since is { } at && part.Gate.HeldSince != at)
        {
            output.Emit(new RealtimeAudioHeld(itemId, time.GetElapsedTime(at), isOverBudget));
        }
    }

    private void EndIfReleased(string itemId, Part part)
    {
        if (part is { HasEnded: true, Gate.HeldSince: null })
        {
            part.HasEnded = false;
            output.Emit(new RealtimeAudioEnd(itemId, part.ContentIndex));
        }
    }

    /// <summary>An item that was cut off.</summary>
    /// <param name="Heard">How much of it was.</param>
    /// <param name="Share">The same, of what had come of its sound.</param>
    /// <param name="Text">What had come of its text, where its response was under way.</param>
    internal sealed record CutOff(string ItemId, int ContentIndex, TimeSpan Heard, double Share, string? Text);

    private sealed class Part(string responseId, SpeechGate gate, int number)
    {
        public string ResponseId => responseId;

        public SpeechGate Gate => gate;

        public int Number => number;

        public int ContentIndex { get; set; }

        public bool HasEnded { get; set; }

        /// <summary>Whether its response has ended.</summary>
        public bool IsOver { get; set; }

        /// <summary>Characters of its text that have been told.</summary>
        public int Shown { get; set; }
    }
}
