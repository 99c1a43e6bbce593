using Parley.Conversations;
using Parley.Listening;
using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>What is told of an utterance's words: deltas that only grow, then exactly one end.</summary>
internal sealed class Transcripts(Conversation conversation, SessionWriter writer)
{
    private readonly Dictionary<string, StableWords> _stable = [];

    /// <summary>Tells the words that have become stable.</summary>
    public void Hear(string itemId, PartialTranscript partial)
    {
        if (Stable(itemId).Next(partial.Text, partial.PositionMs) is { } delta)
        {
            writer.Emit(new InputAudioTranscriptionDelta(itemId, 0, delta));
        }
    }

    /// <summary>The item that still awaits its transcript; one that a client deleted awaits nothing, not even when another has its id now.</summary>
    public ConversationEntry? Awaiting(string itemId) => conversation.Find(itemId) is { AwaitsTranscript: true } entry ? entry : null;

    /// <summary>Gives an item its words, or the lack of them.</summary>
    /// <param name="isTold">The client wants to know; the model is told either way.</param>
    public void Settle(ConversationEntry entry, Transcript transcript, bool isTold)
    {
        entry.AwaitsTranscript = false;
        entry.HeardText = (transcript as FinalTranscript)?.Text;
        if (isTold && transcript is FinalTranscript(var text))
        {
            Complete(entry, text);
        }
        else if (isTold && transcript is FailedTranscript(var error))
        {
            writer.Emit(new InputAudioTranscriptionFailed(entry.Id, 0, error));
        }
    }

    public void Forget(string itemId) => _stable.Remove(itemId);

    private void Complete(ConversationEntry entry, string text)
    {
        var message = (MessageItem)entry.Item;
        entry.Item = message with { Content = [.. message.Content.Select(part => part is InputAudio ? new InputAudio(text) : part)] };
        if (Stable(entry.Id).Finish(text) is { } rest)
        {
            writer.Emit(new InputAudioTranscriptionDelta(entry.Id, 0, rest));
        }

        writer.Emit(new InputAudioTranscriptionCompleted(entry.Id, 0, text, new DurationUsage((entry.AudioMs + 999) / 1000)));
    }

    private StableWords Stable(string itemId)
    {
        if (!_stable.TryGetValue(itemId, out var words))
        {
            _stable.Add(itemId, words = new());
        }

        return words;
    }
}
