using System.Text;
using Parley.Conversations;
using Parley.Protocol;
using Parley.Realtime;

namespace Parley.Responding;

/// <summary>The message of a response while it streams: its one content part, spoken or written.</summary>
/// <param name="audioLimit">Bytes of its sound that are kept for those who retrieve it.</param>
internal sealed class SpokenMessage(string responseId, ConversationEntry entry, int outputIndex, ResponsePlan plan, int audioLimit, Action<ServerEvent> emit)
{
    private const int Part = 0;

    private readonly StringBuilder _text = new();
    private readonly Tape _sound = new();
    private readonly Heard? _heard = plan.Speaks ? new() : null;

    public ConversationEntry Entry => entry;

    public int OutputIndex => outputIndex;

    public void Open()
    {
        entry.Heard = _heard;
        emit(new ResponseContentPartAdded(responseId, entry.Id, outputIndex, Part, plan.Speaks ? new AudioPart("") : new TextPart("")));
    }

    public void Say(string text)
    {
        _text.Append(text);
        _heard?.Say(text);
        if (plan.Speaks)
        {
            emit(new ResponseOutputAudioTranscriptDelta(responseId, entry.Id, outputIndex, Part, text));
        }

        if (plan.WritesToo || !plan.Speaks)
        {
            emit(new ResponseOutputTextDelta(responseId, entry.Id, outputIndex, Part, text));
        }
    }

    public void Sound(ReadOnlyMemory<byte> audio)
    {
        if (_sound.Length + audio.Length <= audioLimit)
        {
            _sound.Append(audio.Span);
        }

        _heard?.Sound(plan.Format.MsOf(audio.Length));
        emit(new ResponseOutputAudioDelta(responseId, entry.Id, outputIndex, Part, audio));
    }

    /// <summary>Hands over its sound, as far as it was heard.</summary>
    public Tape TakeSound()
    {
        if (_heard is { IsCut: true })
        {
            _sound.DropFrom(plan.Format.BytesOf(_heard.DurationMs));
        }

        return _sound;
    }

    /// <summary>Emits what closes the part, and gives the item as it now stands.</summary>
    /// <param name="isWhole">All that was said was also spoken; false when the response broke off.</param>
    public MessageItem Close(ItemStatus status, bool isWhole)
    {
        if (isWhole)
        {
            _heard?.Finish();
        }

        var text = _text.ToString();
        if (plan.Speaks)
        {
            emit(new ResponseOutputAudioDone(responseId, entry.Id, outputIndex, Part));
            emit(new ResponseOutputAudioTranscriptDone(responseId, entry.Id, outputIndex, Part, text));
        }

        if (plan.WritesToo || !plan.Speaks)
        {
            emit(new ResponseOutputTextDone(responseId, entry.Id, outputIndex, Part, text));
        }

        emit(new ResponseContentPartDone(responseId, entry.Id, outputIndex, Part, plan.Speaks ? new AudioPart(text) : new TextPart(text)));
        if (_heard is { IsCut: true }) // all was said, but the listener stopped before its end
        {
            (text, status) = (_heard.Until(_heard.DurationMs), ItemStatus.Incomplete);
        }

        return new(Role.Assistant, [plan.Speaks ? new OutputAudio(text) : new OutputText(text)]) { Id = entry.Id, Status = status };
    }
}
