using Parley.Playing;

namespace Parley.Talking;

/// <summary>How long the person waits: from the end of a turn to the first sound of its answer that leaves the loudspeaker.</summary>
/// <remarks>The end is the last loud sound that was heard here; what a network or a headset adds on the way is not seen.</remarks>
internal sealed class TurnClock(ISpeaker speaker, TimeProvider time)
{
    private readonly HashSet<string> _sounded = [];
    private readonly List<TimeSpan> _waits = [];
    private long? _endedAt;
    private string? _answer;

    public int Turns { get; private set; }

    public IReadOnlyList<TimeSpan> Waits => _waits;

    /// <param name="at">When the person last spoke, or sent the line.</param>
    public void TurnEnds(long at)
    {
        Turns++;
        (_endedAt, _answer) = (at, null);
    }

    /// <summary>The agent was given sound to play.</summary>
    public void Sounds(string itemId)
    {
        if (_sounded.Add(itemId) && _endedAt is not null)
        {
            _answer ??= itemId;
        }
    }

    /// <summary>The wait, once, when the answer is heard.</summary>
    public TimeSpan? Look()
    {
        if (_endedAt is not { } ended || _answer is null || speaker.Played(_answer) is not { Ticks: > 0 } played)
        {
            return null;
        }

        var wait = time.GetElapsedTime(ended) - played; // it has sounded since then
        (_endedAt, _answer) = (null, null);
        _waits.Add(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        return _waits[^1];
    }
}
