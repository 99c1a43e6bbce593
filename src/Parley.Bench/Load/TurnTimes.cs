using Parley.Measuring;

namespace Parley.Load;

/// <summary>When what happened of one utterance and its answer, each thing once, and how long after what it came.</summary>
internal sealed class TurnTimes(FigureBook book)
{
    private uint _seen;
    private TimeSpan? _saidAt;
    private TimeSpan? _stoppedAt;
    private TimeSpan? _outputAt;

    /// <summary>When the first loud sample was said.</summary>
    public TimeSpan? LoudAt { get; private set; }

    /// <summary>A new utterance begins.</summary>
    public void Begin(TimeSpan loudAt)
    {
        LoudAt = loudAt;
        _seen = 0;
        _saidAt = _stoppedAt = _outputAt = null;
    }

    /// <summary>The last sample was said.</summary>
    public void Said(TimeSpan at) => _saidAt = at;

    public void Started(TimeSpan at)
    {
        if (LoudAt is { } loudAt && Once(EventKind.SpeechStarted))
        {
            book.Page.Started.Record(at - loudAt);
        }
    }

    public void Stopped(TimeSpan at)
    {
        if (_saidAt is { } saidAt && Once(EventKind.SpeechStopped))
        {
            _stoppedAt = at;
            book.Page.Stopped.Record(at - saidAt);
        }
    }

    public void Committed(TimeSpan at)
    {
        if (_stoppedAt is { } stoppedAt && Once(EventKind.Committed))
        {
            book.Page.Committed.Record(at - stoppedAt);
        }
    }

    public void Created(TimeSpan at)
    {
        if (_stoppedAt is { } stoppedAt && Once(EventKind.ResponseCreated))
        {
            book.Page.Created.Record(at - stoppedAt);
        }
    }

    /// <summary>The outputs of functions were sent.</summary>
    public void Output(TimeSpan at) => _outputAt = at;

    /// <summary>An answer begins to be heard. Where functions were called before it, their caller's part is in what was waited for.</summary>
    public void Sounded(TimeSpan at)
    {
        if (_stoppedAt is not { } stoppedAt || !Once(EventKind.AudioDelta))
        {
            return;
        }

        book.Page.Answered.Record(at - _saidAt!.Value);
        if (_outputAt is { } outputAt)
        {
            book.Page.OutputAnswered.Record(at - outputAt);
        }
        else
        {
            book.Page.FirstAudio.Record(at - stoppedAt);
        }
    }

    private bool Once(EventKind kind)
    {
        var bit = 1u << (int)kind;
        var isFirst = (_seen & bit) == 0;
        _seen |= bit;
        return isFirst;
    }
}
