namespace Parley.Buffering;

/// <summary>What a loudspeaker still has to play and what was heard of it, in the times of <see cref="Playing.ISpeaker"/>.</summary>
internal sealed class Playback
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(10);

    private readonly PlayedLedger _ledger = new();
    private readonly JitterBuffer _buffer;
    private readonly int _sampleRate;
    private readonly SoundPlayed? _taken;
    private long _latency;

    /// <param name="sampleRate">In Hz.</param>
    /// <param name="lead">How much sound to have before it starts.</param>
    /// <param name="patience">How long to wait for that at most.</param>
    /// <param name="taken">Is told what the device takes, silence too.</param>
    public Playback(int sampleRate, TimeSpan lead, TimeSpan patience, SoundPlayed? taken = null)
    {
        (_sampleRate, _taken) = (sampleRate, taken);
        _buffer = new((int)Samples(lead), (int)Samples(patience), Samples(Most), _ledger);
    }

    public int SampleRate => _sampleRate;

    /// <summary>From the device's asking to the air.</summary>
    public TimeSpan Latency
    {
        get => Duration(Volatile.Read(ref _latency));
        set => Volatile.Write(ref _latency, Samples(value));
    }

    public int Underruns => _buffer.Underruns;

    public TimeSpan Dropped => Duration(_buffer.Dropped);

    public TimeSpan Left => Duration(_buffer.Waiting + _ledger.Underway(Volatile.Read(ref _latency)));

    public TimeSpan Played(string itemId) => Duration(_ledger.Played(itemId, Volatile.Read(ref _latency)));

    public void Play(string itemId, ReadOnlyMemory<byte> pcm) => _buffer.Write(itemId, pcm);

    public void Stop() => _buffer.Clear();

    /// <summary>The device's: fills the span with what is to be heard next.</summary>
    public void Take(Span<short> samples)
    {
        _buffer.Read(samples);
        _taken?.Invoke(samples);
    }

    private long Samples(TimeSpan time) => time.Ticks * _sampleRate / TimeSpan.TicksPerSecond;

    private TimeSpan Duration(long samples) => new(samples * TimeSpan.TicksPerSecond / _sampleRate);
}
