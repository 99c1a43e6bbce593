using Parley.Conversations;
using Parley.Listening;
using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>What is told of an utterance's words: deltas that only grow, then exactly one end.</summary>
internal sealed class Transcripts(Conversation conversation, SessionWriter writer)
{
    private readonly Dictionary<string, StableWords> _stable = [];

    /// <summary>Tells the words that have become stable.</summary>
    public void Hear(string utteranceId, string itemId, PartialTranscript partial, int stableMs)
    {
        if (Stable(utteranceId).Next(partial.Text, partial.PositionMs, stableMs) is { } delta)
        {
            writer.Emit(new InputAudioTranscriptionDelta(itemId, 0, delta));
        }
    }

    /// <summary>The item that still awaits the utterance's transcript.</summary>
    public ConversationEntry? Awaiting(string utteranceId) => conversation.Entries.FirstOrDefault(entry => entry.AwaitedUtterance == utteranceId);

    /// <summary>Gives an item its words, or the lack of them.</summary>
    /// <param name="isTold">The client wants to know; the model is told either way.</param>
    public void Settle(ConversationEntry entry, Transcript transcript, bool isTold)
    {
        var words = Stable(entry.AwaitedUtterance!);
        entry.Settle((transcript as FinalTranscript)?.Text);
        if (isTold && transcript is FinalTranscript final)
        {
            Complete(entry, final, words);
        }
        else if (isTold && transcript is FailedTranscript(var error))
        {
            writer.Emit(new InputAudioTranscriptionFailed(entry.Id, 0, error));
        }
    }

    public void Forget(string utteranceId) => _stable.Remove(utteranceId);

    private void Complete(ConversationEntry entry, FinalTranscript final, StableWords words)
    {
        var text = final.Text;
        var message = (MessageItem)entry.Item;
        entry.Item = message with { Content = [.. message.Content.Select(part => part is InputAudio ? new InputAudio(text) : part)] };
        if (words.Finish(text) is { } rest)
        {
            writer.Emit(new InputAudioTranscriptionDelta(entry.Id, 0, rest));
        }

        writer.Emit(new InputAudioTranscriptionCompleted(entry.Id, 0, text, new DurationUsage((entry.AudioMs + 999) / 1000)) { Logprobs = final.Logprobs });
    }

    private StableWords Stable(string utteranceId)
    {
        if (!_stable.TryGetValue(utteranceId, out var words))
        {
            _stable.Add(utteranceId, words = new());
        }

        return words;
    }
}
