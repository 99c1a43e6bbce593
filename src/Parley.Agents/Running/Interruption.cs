using Parley.Protocol;

namespace Parley.Running;

/// <summary>Breaks an answer off: what plays stops, what is on its way is not heard, and the conversation keeps what was.</summary>
internal sealed class Interruption(AgentVoice voice, AnswerWish wish, Chronicle chronicle, Wire wire)
{
    private const string Cancelling = "parley_cancel";
    private const string Truncating = "parley_truncate";

    private bool _stopsNext; // an answer that was asked for is not wanted any more

    /// <summary>Whether an error is to one of these: what has ended meanwhile needs neither.</summary>
    public static bool IsOurs(string? eventId) => eventId is Cancelling or Truncating;

    /// <param name="isServers">Whether the server has found out by itself, and cancels by itself.</param>
    public void Break(bool isServers)
    {
        StopPlaying();
        foreach (var unheard in voice.MuteAll())
        {
            chronicle.Delete(unheard); // nobody has heard a word of it
        }

        if (wish.ActiveId is { } active)
        {
            Cancel(active, tellsServer: !isServers);
        }
        else
        {
            _stopsNext = !isServers && wish.IsAwaited;
        }
    }

    /// <summary>Breaks one item off, and the answer that it is of where that is under way.</summary>
    public void BreakItem(string itemId)
    {
        if (voice.IsPlaying(itemId))
        {
            StopPlaying();
        }

        if (voice.ResponseOf(itemId) is { } responseId)
        {
            Cancel(responseId, tellsServer: responseId == wish.ActiveId);
        }
    }

    /// <summary>Nothing more is heard of an answer.</summary>
    public void Cancel(string responseId, bool tellsServer = true)
    {
        voice.Mute(responseId);
        if (tellsServer)
        {
            wire.Send(new ResponseCancel { EventId = Cancelling });
        }
    }

    /// <summary>Whether an answer that begins now was broken off before it did.</summary>
    public bool TakeNext()
    {
        var stops = _stopsNext;
        _stopsNext = false;
        return stops;
    }

    /// <summary>Where no answer is awaited any more, none is to be stopped.</summary>
    public void Settle() => _stopsNext &= wish.IsAwaited;

    private void StopPlaying()
    {
        if (voice.Cut() is not { } cut)
        {
            return;
        }

        wire.Send(new ConversationItemTruncate(cut.ItemId, cut.ContentIndex, (int)cut.Heard.TotalMilliseconds) { EventId = Truncating });
        if (chronicle.Find(cut.ItemId) is MessageItem message)
        {
            chronicle.Truncate(cut.ItemId, HeardWords.Of(cut.Text ?? message.Text, cut.Share));
        }
    }
}
