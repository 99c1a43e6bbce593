using Parley.Protocol;

namespace Parley.Listening;

/// <summary>What a frame of sound changed about the user's turn. Positions are milliseconds of sound since the session began.</summary>
public abstract record TurnChange(int PositionMs);

/// <param name="PositionMs">Where the speech began.</param>
public sealed record SpeechStarted(int PositionMs) : TurnChange(PositionMs);

/// <summary>The first silence inside speech: the turn may be ending, or it is a pause.</summary>
/// <param name="PositionMs">Where the silence began, which is where speech ended if it does not resume.</param>
public sealed record SilenceBegan(int PositionMs) : TurnChange(PositionMs);

/// <summary>It was a pause.</summary>
public sealed record SpeechResumed(int PositionMs) : TurnChange(PositionMs);

/// <param name="PositionMs">The end of the sound that belongs to the turn, its closing silence included.</param>
/// <param name="SilenceMs">How much of it is that silence.</param>
public sealed record SpeechStopped(int PositionMs, int SilenceMs) : TurnChange(PositionMs);

/// <summary>When the user counts as speaking, and as having stopped; decided on sample time, by the words heard so far where the settings say so.</summary>
public sealed class TurnDetector
{
    private const int OnsetMs = 100; // shorter bursts are clicks and breaths
    private const int FirstSilenceMs = 60;
    private const float Hysteresis = 0.15f; // a voice that trails off is still a voice

    private int _onsetMs;
    private int _silenceMs;
    private TurnVerdict _verdict;

    public bool IsSpeaking { get; private set; }

    /// <summary>Takes the next frame.</summary>
    /// <param name="probability">Of speech, 0 to 1.</param>
    /// <param name="frameMs">The frame's length.</param>
    /// <param name="positionMs">Where the frame ends.</param>
    /// <param name="settings">What counts as speech and how long a silence ends it.</param>
    public TurnChange? Next(float probability, int frameMs, int positionMs, TurnDetection settings)
    {
        var threshold = settings is ServerVad vad ? (float)vad.Threshold : 0.5f;
        return IsSpeaking
            ? InSpeech(probability >= threshold - Hysteresis, frameMs, positionMs, SilenceMs(settings))
            : InSilence(probability >= threshold, frameMs, positionMs);
    }

    /// <summary>Takes the newest transcript of the speech; in a silence too, whose length it may change.</summary>
    public void Hear(string words) => _verdict = SemanticTurnJudge.Judge(words);

    public void Reset()
    {
        IsSpeaking = false;
        _onsetMs = 0;
        _silenceMs = 0;
        _verdict = TurnVerdict.Open;
    }

    private SpeechStarted? InSilence(bool isSpeech, int frameMs, int positionMs)
    {
        _onsetMs = isSpeech ? _onsetMs + frameMs : Math.Max(0, _onsetMs - 2 * frameMs);
        if (_onsetMs < OnsetMs)
        {
            return null;
        }

        var began = positionMs - _onsetMs;
        Reset();
        IsSpeaking = true;
        return new(began);
    }

    private TurnChange? InSpeech(bool isSpeech, int frameMs, int positionMs, int longestSilenceMs)
    {
        if (isSpeech)
        {
            var wasSilent = _silenceMs >= FirstSilenceMs;
            _silenceMs = 0;
            return wasSilent ? new SpeechResumed(positionMs - frameMs) : null;
        }

        var before = _silenceMs;
        _silenceMs += frameMs;
        if (_silenceMs >= longestSilenceMs)
        {
            var silence = _silenceMs;
            Reset();
            return new SpeechStopped(positionMs, silence);
        }

        return before < FirstSilenceMs && _silenceMs >= FirstSilenceMs ? new SilenceBegan(positionMs - _silenceMs) : null;
    }

    private int SilenceMs(TurnDetection settings) => settings switch
    {
        ServerVad vad => vad.SilenceDurationMs,
        SemanticVad semantic => SemanticTurnJudge.SilenceMs(_verdict, semantic.Eagerness),
        _ => throw new NotSupportedException($"{settings.GetType().Name} ends no turn."),
    };
}
