using Parley.Playing;
using Parley.Protocol;

namespace Parley.Running;

/// <summary>How much of the agent's sound the person has heard: as the speaker says, or else as long ago as it was told.</summary>
internal sealed class AudioPlayback(AudioFormat format, TimeProvider time)
{
    private readonly Dictionary<string, TimeSpan> _reported = [];
    private ISpeaker? _speaker;
    private string? _itemId;
    private long _bytes;
    private long _startedAt;
    private TimeSpan _before; // what was still to be played of older items when this one began

    /// <summary>The item whose sound came last.</summary>
    public string? ItemId => _itemId;

    /// <summary>How long the sound of the last item is, so far.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds((double)_bytes / format.BytesPerSecond);

    /// <summary>Which device plays; it knows better than a clock.</summary>
    public void Attach(ISpeaker? speaker) => _speaker = speaker;

    /// <summary>An application that plays by itself says how far it is.</summary>
    public void Report(string itemId, TimeSpan played) => _reported[itemId] = played;

    public void Add(string itemId, int bytes)
    {
        if (_itemId != itemId)
        {
            _before = _itemId is null ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Max(0, (Length - Played()).Ticks));
            _reported.Remove(_itemId ?? "");
            (_itemId, _bytes, _startedAt) = (itemId, 0, time.GetTimestamp());
        }

        _bytes += bytes;
    }

    /// <summary>How much of the last item was heard.</summary>
    public TimeSpan Played()
    {
        if (_itemId is null)
        {
            return TimeSpan.Zero;
        }

        var played = AskSpeaker(_itemId)
            ?? (_reported.TryGetValue(_itemId, out var reported) ? reported : time.GetElapsedTime(_startedAt) - _before);
        return TimeSpan.FromTicks(Math.Clamp(played.Ticks, 0, Length.Ticks));
    }

    // it is the application's code: one that fails is asked no more
    private TimeSpan? AskSpeaker(string itemId)
    {
        try
        {
            return _speaker?.Played(itemId);
        }
        catch (Exception)
        {
            _speaker = null;
            return null;
        }
    }

    /// <summary>Nothing is played any more.</summary>
    public void Stop() => _itemId = null;
}
