using Parley.Audio;
using Parley.Protocol;
using Parley.Realtime;

namespace Parley.Listening;

/// <summary>
/// The sound that has come since the last commit or clear, and who is speaking in it. All positions count sound since the
/// session began, so audio that comes faster than real time is heard alike.
/// </summary>
internal sealed class InputAudioBuffer(IVoiceActivityModel model, AudioInput settings, INoiseReducer? reducer = null)
{
    public const int SampleRate = 16000;

    private const int OnsetReserveMs = 300; // how far back a speech may be found to have begun
    private const int SamplesPerMs = SampleRate / 1000;

    private readonly Framer _framer = new(model.FrameSamples);
    private readonly TurnDetector _detector = new();
    private readonly Intake _intake = new(settings.Format, settings.NoiseReduction, reducer);
    private readonly SlidingWindow<short> _samples = new();
    private Tape _wire = new();
    private (long Sample, long Byte) _anchor; // a place that is known exactly in both streams; rates do not divide each other
    private long _start;     // position of the buffer's first sample
    private long _wireStart; // the same in the wire format
    private long _heard;     // position up to which the detector has listened
    private long _fed;       // position up to which the transcriber has been fed

    /// <summary>The session's input settings; a change of format needs an <see cref="IsEmpty"/> buffer.</summary>
    public AudioInput Settings { get; private set; } = settings;

    public bool IsSpeaking => _detector.IsSpeaking;

    /// <summary>Nothing waits to be committed: under turn detection, sound outside speech waits for nothing.</summary>
    public bool IsEmpty => DurationMs == 0;

    /// <summary>Length of what a commit would take.</summary>
    public double DurationMs => Settings.TurnDetection is null ? 1000.0 * (WholeWire - _wireStart) / Settings.Format.BytesPerSecond
        : IsSpeaking ? (double)(_heard - _start) / SamplesPerMs
        : 0;

    /// <summary>Where the sound that has been listened to ends.</summary>
    public int PositionMs => (int)(_heard / SamplesPerMs);

    /// <summary>Where the buffer begins.</summary>
    public int StartMs => (int)(_start / SamplesPerMs);

    /// <summary>Memory held for sound.</summary>
    public int RetainedBytes => _wire.Capacity + (_samples.Capacity * sizeof(short));

    /// <summary>Takes sound in the wire format.</summary>
    public void Append(ReadOnlySpan<byte> audio)
    {
        _wire.Append(audio);
        _samples.Advance(_intake.Take(audio, _samples.Reserve(_intake.MaxSamples(audio.Length))));
    }

    /// <summary>Listens on until something changes about the turn; null when all sound has been listened to.</summary>
    public TurnChange? Next()
    {
        if (Settings.TurnDetection is not { } detection)
        {
            _heard = _samples.End;
            return null;
        }

        var ahead = _samples.Slice(_heard + _framer.Held, _samples.End).Span;
        while (_framer.TryRead(ref ahead, out var frame))
        {
            _heard += frame.Length;
            var change = _detector.Next(model.Probability(frame), frame.Length / SamplesPerMs, PositionMs, detection);
            if (change is SpeechStarted started)
            {
                Begin(started, detection);
            }

            if (change is not null)
            {
                return change;
            }
        }

        ForgetSilence(detection);
        return null;
    }

    /// <summary>Takes the newest transcript of the speech that goes on.</summary>
    public void Hear(string words) => _detector.Hear(words);

    /// <summary>What the transcriber has not been given yet, up to where the detector has listened; good until more sound comes.</summary>
    public ReadOnlyMemory<short> TakeUnfed()
    {
        var unfed = _samples.Slice(_fed, _heard);
        _fed = _heard;
        _samples.DropBefore(_heard);
        return unfed;
    }

    /// <summary>
    /// Takes in what the intake holds back, because the client says that this is all; half a sample, whose other
    /// half is then never sent, is dropped.
    /// </summary>
    public void Complete()
    {
        _wire.DropFrom(WholeWire);
        _samples.Advance(_intake.Flush(_samples.Reserve(_intake.MaxFlush)));
        _framer.Reset();
        _heard = _samples.End;
        _anchor = (_heard, _wire.End);
    }

    /// <summary>Empties the buffer and hands over its sound, in the wire format.</summary>
    public Tape Commit()
    {
        var audio = _wire.Take(_wireStart, WirePosition(_heard));
        Restart();
        return audio;
    }

    /// <summary>Empties the buffer; a speech in it has never been.</summary>
    public void Clear()
    {
        Complete();
        Restart();
    }

    /// <summary>Nothing more is heard: lets go of all sound.</summary>
    public void Forget() => _wire.Clear();

    /// <summary>Applies other settings to what follows.</summary>
    /// <exception cref="InvalidRequestException">The format changes while sound of the old one waits.</exception>
    public void Configure(AudioInput next)
    {
        if (next.Format != Settings.Format)
        {
            if (!IsEmpty)
            {
                throw InvalidRequestException.InvalidValue(
                    "session.audio.input.format", "Cannot change the input format while the buffer holds audio: commit or clear it first.");
            }

            Clear();
            _intake.Use(next.Format);
            _wire.Clear();
            _wire = new();
            _anchor = (_samples.End, 0);
            _wireStart = 0;
        }

        _samples.Advance(_intake.Reduce(next.NoiseReduction, _samples.Reserve(_intake.MaxFlush)));
        if (next.TurnDetection is null != Settings.TurnDetection is null)
        {
            SwitchDetection();
        }

        Settings = next;
    }

    // Turning detection off in mid-speech keeps the speech: the client commits it. Turning it on finds its own.
    private void SwitchDetection()
    {
        if (!IsSpeaking)
        {
            Clear();
        }

        _detector.Reset();
        _framer.Reset();
        model.Reset();
    }

    private void Begin(SpeechStarted started, TurnDetection detection)
    {
        var padded = (started.PositionMs - PaddingMs(detection)) * (long)SamplesPerMs;
        _start = Math.Max(_samples.Start, padded);
        _wireStart = WirePosition(_start);
        _fed = _start;
    }

    private void ForgetSilence(TurnDetection detection)
    {
        if (IsSpeaking)
        {
            return;
        }

        var needed = _heard - ((OnsetReserveMs + PaddingMs(detection)) * SamplesPerMs);
        _samples.DropBefore(needed);
        _wire.DropBefore(WirePosition(needed));
    }

    private void Restart()
    {
        _detector.Reset();
        _start = _heard;
        _wireStart = WirePosition(_heard);
        _fed = _heard;
        _wire.DropBefore(_wireStart);
        _samples.DropBefore(_start);
    }

    private long WholeWire => _wire.End - ((_wire.End - _anchor.Byte) % Settings.Format.BytesPerSample);

    private long WirePosition(long samples) =>
        _anchor.Byte + (Math.Max(0, samples - _anchor.Sample) * Settings.Format.SampleRate / SampleRate * Settings.Format.BytesPerSample);

    private static int PaddingMs(TurnDetection detection) => detection is ServerVad vad ? vad.PrefixPaddingMs : 300;
}
