using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Parley.Audio;
using Parley.Playing;

namespace Parley.Sounds;

/// <summary>A microphone that can be muted or shut, and says how loud it is and when somebody last spoke.</summary>
/// <param name="microphone">Closed with this one.</param>
/// <param name="length">After how much of it there is only silence; null for a microphone that goes on.</param>
internal sealed class WatchedMicrophone(IMicrophone microphone, TimeProvider time, TimeSpan? length = null) : IMicrophone
{
    private readonly SpeechSense _sense = new();
    private double _levelDbfs = double.NegativeInfinity;
    private long _lastSpeechAt = time.GetTimestamp();
    private long _samples;
    private long _givenSamples;
    private volatile bool _isMuted;
    private volatile bool _isShut;

    public int SampleRate => microphone.SampleRate;

    /// <summary>Gives silence.</summary>
    public bool IsMuted
    {
        get => _isMuted;
        set => _isMuted = value;
    }

    /// <summary>Gives nothing at all.</summary>
    public bool IsShut
    {
        get => _isShut;
        set
        {
            Volatile.Write(ref _givenSamples, 0);
            _isShut = value;
        }
    }

    public double LevelDbfs => Volatile.Read(ref _levelDbfs);

    /// <summary>A timestamp.</summary>
    public long LastSpeechAt => Volatile.Read(ref _lastSpeechAt);

    /// <summary>How much it gave since it was last opened.</summary>
    public TimeSpan Given => Duration(Volatile.Read(ref _givenSamples));

    /// <summary>Whether all that there is has been given.</summary>
    public bool HasEnded => length is { } whole && Duration(Volatile.Read(ref _samples)) >= whole;

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var piece in microphone.ListenAsync(cancellationToken))
        {
            var level = _isMuted || _isShut ? double.NegativeInfinity : Loudness.RmsDbfs(MemoryMarshal.Cast<byte, short>(piece.Span));
            Volatile.Write(ref _levelDbfs, level);
            if (_sense.IsSpeech(level))
            {
                Volatile.Write(ref _lastSpeechAt, time.GetTimestamp());
            }

            if (!_isShut)
            {
                Volatile.Write(ref _givenSamples, _givenSamples + (piece.Length / sizeof(short)));
                yield return _isMuted ? new byte[piece.Length] : piece;
            }

            Volatile.Write(ref _samples, _samples + (piece.Length / sizeof(short))); // after it was given, so that an end is one
        }
    }

    public ValueTask DisposeAsync() => microphone.DisposeAsync();

    private TimeSpan Duration(long samples) => TimeSpan.FromTicks(samples * TimeSpan.TicksPerSecond / SampleRate);
}
