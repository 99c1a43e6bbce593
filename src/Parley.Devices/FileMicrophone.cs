using System.Runtime.CompilerServices;
using Parley.Audio;
using Parley.Playing;

namespace Parley.Devices;

/// <summary>A recording in place of a microphone: given in real time, and then, if asked, silence.</summary>
public sealed class FileMicrophone : IMicrophone
{
    private readonly Sound _sound;
    private readonly TimeProvider _time;
    private readonly long _length;
    private volatile bool _closed;

    /// <param name="sound">What the person says.</param>
    /// <param name="sampleRate">Of what it gives, in Hz.</param>
    /// <param name="tail">Silence after it; <see cref="Timeout.InfiniteTimeSpan"/> for ever, none by default.</param>
    public FileMicrophone(Sound sound, int sampleRate = 24000, TimeSpan tail = default, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        (_sound, _time) = (sound.At(sampleRate), time ?? TimeProvider.System);
        _length = tail == Timeout.InfiniteTimeSpan ? long.MaxValue : _sound.Samples.Length + (tail.Ticks * sampleRate / TimeSpan.TicksPerSecond);
    }

    public int SampleRate => _sound.SampleRate;

    /// <summary>Reads a WAV file.</summary>
    /// <exception cref="InvalidDataException">It is none, or one of a layout that is not read.</exception>
    /// <inheritdoc cref="FileMicrophone(Sound, int, TimeSpan, TimeProvider?)"/>
    public static FileMicrophone Open(string path, int sampleRate = 24000, TimeSpan tail = default, TimeProvider? time = null)
    {
        using var file = File.OpenRead(path);
        return new(Wav.Read(file), sampleRate, tail, time);
    }

    /// <remarks>Begins with the recording each time.</remarks>
    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var begun = _time.GetTimestamp();
        var pieceSamples = SampleRate / 50;
        for (var at = 0L; at < _length && !_closed; at += pieceSamples)
        {
            var count = (int)Math.Min(pieceSamples, _length - at);

            // a microphone has heard a piece when it is over
            var wait = TimeSpan.FromTicks((at + count) * TimeSpan.TicksPerSecond / SampleRate) - _time.GetElapsedTime(begun);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, _time, cancellationToken);
            else cancellationToken.ThrowIfCancellationRequested();
            yield return Piece(at, count);
        }
    }

    public ValueTask DisposeAsync()
    {
        _closed = true;
        return ValueTask.CompletedTask;
    }

    private byte[] Piece(long at, int count)
    {
        var piece = new byte[count * sizeof(short)];
        var sound = _sound.Samples.Span[(int)Math.Min(at, _sound.Samples.Length)..];
        LittleEndian.ToBytes(sound[..Math.Min(count, sound.Length)], piece);
        return piece;
    }
}
