using Parley.Measuring;

namespace Parley.Load;

/// <summary>A player that starts a little after the first piece of an answer's sound, and notes when it would have run out.</summary>
internal sealed class Playout
{
    private static readonly TimeSpan Cushion = TimeSpan.FromMilliseconds(100);

    private TimeSpan _firstAt;
    private TimeSpan _lastAt;
    private TimeSpan _received;
    private TimeSpan _stalled;
    private bool _isPlaying;

    /// <summary>When all that came so far has been played.</summary>
    public TimeSpan End { get; private set; }

    /// <summary>Forgets the answer before.</summary>
    public void Stop() => _isPlaying = false;

    public void Add(TimeSpan sound, TimeSpan at, Figures figures)
    {
        figures.Deltas.Add();
        if (!_isPlaying)
        {
            (_isPlaying, _firstAt, _received, _stalled) = (true, at, default, default);
        }
        else
        {
            figures.Gaps.Record(at - _lastAt);
            Judge(at, figures);
        }

        _received += sound;
        _lastAt = at;
        End = _firstAt + Cushion + _stalled + _received;
    }

    private void Judge(TimeSpan at, Figures figures)
    {
        if (at - _firstAt > _received)
        {
            figures.LateDeltas.Add();
        }

        if (at > End)
        {
            figures.Underruns.Add();
            _stalled += at - End;
        }
    }
}
