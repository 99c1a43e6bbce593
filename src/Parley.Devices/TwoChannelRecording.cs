using Parley.Audio;
using Parley.Buffering;
using Parley.Playing;

namespace Parley.Devices;

/// <summary>A call as a WAV file of two channels, written while it lasts: the person on the left, the agent on the right.</summary>
/// <remarks>Kept in time: each sound stands where it was heard, and of the agent there is what was played, not what was sent.</remarks>
public sealed class TwoChannelRecording : IAsyncDisposable
{
    private const int Person = 0;
    private const int Agent = 1;

    private readonly Lock _gate = new();
    private readonly TwoChannelTimeline _timeline;
    private readonly RecordingFile _file;
    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly List<RecordedSpeaker> _speakers = [];
    private bool _closed;

    /// <param name="stream">Where the WAV file goes; closed with the recording.</param>
    /// <param name="sampleRate">In Hz: that of the microphone and of the loudspeaker.</param>
    public TwoChannelRecording(Stream stream, int sampleRate = 24000, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        SampleRate = sampleRate;
        _timeline = new(tolerance: sampleRate * 40 / 1000, lag: sampleRate);
        _file = new(stream, sampleRate, channels: 2);
        _begun = _time.GetTimestamp();
    }

    public int SampleRate { get; }

    /// <summary>Writes a file.</summary>
    /// <inheritdoc cref="TwoChannelRecording(Stream, int, TimeProvider?)"/>
    public static TwoChannelRecording Create(string path, int sampleRate = 24000, TimeProvider? time = null) => new(File.Create(path), sampleRate, time);

    /// <summary>The microphone, recorded; closes it with itself.</summary>
    /// <exception cref="ArgumentException">It has another rate.</exception>
    public IMicrophone Of(IMicrophone microphone)
    {
        RequireRate(microphone.SampleRate, nameof(microphone));
        return new RecordedMicrophone(microphone, piece => Add(Person, piece));
    }

    /// <summary>The loudspeaker, recorded; closes it with itself.</summary>
    /// <exception cref="ArgumentException">It has another rate.</exception>
    public ISpeaker Of(ISpeaker speaker)
    {
        RequireRate(speaker.SampleRate, nameof(speaker));
        var recorded = new RecordedSpeaker(speaker, piece => Add(Agent, piece), _time);
        lock (_gate)
        {
            _speakers.Add(recorded);
        }

        return recorded;
    }

    /// <exception cref="AudioDeviceException">Not all could be written.</exception>
    public ValueTask DisposeAsync()
    {
        // outside the gate: they add what was played last
        RecordedSpeaker[] speakers;
        lock (_gate)
        {
            speakers = [.. _speakers];
        }

        foreach (var speaker in speakers) speaker.Follow();
        lock (_gate)
        {
            if (_closed) return ValueTask.CompletedTask;
            _closed = true;
            _file.Write(_timeline.TakeAll(Now()));
            _file.Close();
        }

        return ValueTask.CompletedTask;
    }

    private void Add(int channel, ReadOnlyMemory<byte> pcm)
    {
        var samples = new short[pcm.Length / sizeof(short)];
        LittleEndian.ToSamples(pcm.Span[..(samples.Length * sizeof(short))], samples);
        lock (_gate)
        {
            if (_closed) return;
            var now = Now();
            _timeline.Add(channel, samples, now);
            _file.Write(_timeline.Take(now));
        }
    }

    private long Now() => _time.GetElapsedTime(_begun).Ticks * SampleRate / TimeSpan.TicksPerSecond;

    private void RequireRate(int sampleRate, string name)
    {
        if (sampleRate != SampleRate) throw new ArgumentException($"The recording has {SampleRate} Hz, this has {sampleRate} Hz.", name);
    }
}
