using Parley.Audio;
using Parley.Protocol;
using Parley.Realtime;

namespace Parley.Listening;

/// <summary>The client's bytes as the samples that are listened to: decoded, and without noise where the client asks for that.</summary>
/// <remarks>
/// A stream begins with as much silence as the resampler holds back: so much sound in is so much sound out, at once. Without it the last
/// frame of each chunk would wait for the next chunk, and every decision come a chunk late; with it all sound is heard some 2 ms late.
/// </remarks>
internal sealed class Intake
{
    private readonly INoiseReducer? _reducer;
    private AudioDecoder _decoder;
    private NoiseReduction? _reduction;
    private short[] _noisy = [];
    private int _held; // samples that wait for the rest of their frame
    private bool _begins = true;

    public Intake(AudioFormat format, NoiseReduction? reduction, INoiseReducer? reducer)
    {
        _reducer = reducer;
        _decoder = Decoder(format);
        Reduce(reduction, default);
    }

    /// <summary>Makes the tables of all formats, which are shared, so that no session's loop has to.</summary>
    public static void Prepare()
    {
        foreach (var rate in PcmFormat.Rates)
        {
            _ = new AudioDecoder(PcmFormat.Pcm16(rate), InputAudioBuffer.SampleRate);
        }
    }

    /// <summary>How many samples <see cref="Flush"/> and <see cref="Reduce"/> give at most.</summary>
    public int MaxFlush => _decoder.MaxFlush + (2 * FrameSamples); // what was held, and the last frame filled up

    /// <summary>How many samples <see cref="Take"/> gives at most for so many bytes.</summary>
    public int MaxSamples(int bytes) => _decoder.MaxFlush + _decoder.MaxSamples(bytes) + FrameSamples;

    /// <summary>Takes the next bytes of the stream.</summary>
    /// <returns>Samples written.</returns>
    public int Take(ReadOnlySpan<byte> bytes, Span<short> samples)
    {
        if (_reduction is null)
        {
            var silence = Begin(samples);
            return silence + _decoder.Decode(bytes, samples[silence..]);
        }

        var noisy = Noisy(_decoder.MaxFlush + _decoder.MaxSamples(bytes.Length));
        _held += Begin(noisy[_held..]);
        return Quiet(_held + _decoder.Decode(bytes, noisy[_held..]), samples);
    }

    /// <summary>Gives what waits for more, for nothing more comes.</summary>
    /// <returns>Samples written.</returns>
    public int Flush(Span<short> samples)
    {
        _begins = true;
        if (_reduction is null)
        {
            return _decoder.Flush(samples);
        }

        var noisy = Noisy(_decoder.MaxFlush);
        var quiet = Quiet(_held + _decoder.Flush(noisy[_held..]), samples);
        return quiet + Release(samples[quiet..]);
    }

    /// <summary>Takes other bytes from now on; what waits is to be flushed before.</summary>
    public void Use(AudioFormat format) => (_decoder, _begins) = (Decoder(format), true);

    /// <summary>Reduces noise, or does so no longer, in what follows; gives what waited for the rest of its frame.</summary>
    /// <returns>Samples written.</returns>
    public int Reduce(NoiseReduction? next, Span<short> samples)
    {
        if (next == _reduction)
        {
            return 0;
        }

        var released = Release(samples);
        _reduction = _reducer is null ? null : next;
        if (_reduction is { Type: var field })
        {
            _reducer!.Begin(field);
        }

        return released;
    }

    private static AudioDecoder Decoder(AudioFormat format) => new(WireFormat.Of(format), InputAudioBuffer.SampleRate);

    private int FrameSamples => _reducer?.FrameSamples ?? 0;

    private int Begin(Span<short> samples)
    {
        if (!_begins)
        {
            return 0;
        }

        _begins = false;
        samples[.._decoder.MaxFlush].Clear();
        return _decoder.MaxFlush;
    }

    private Span<short> Noisy(int more)
    {
        if (_noisy.Length < _held + more + FrameSamples)
        {
            Array.Resize(ref _noisy, _held + more + FrameSamples);
        }

        return _noisy;
    }

    private int Quiet(int count, Span<short> samples)
    {
        var quiet = 0;
        for (; count - quiet >= FrameSamples; quiet += FrameSamples)
        {
            _reducer!.Reduce(_noisy.AsSpan(quiet, FrameSamples), samples[quiet..]);
        }

        _held = count - quiet;
        _noisy.AsSpan(quiet, _held).CopyTo(_noisy);
        return quiet;
    }

    // a frame that stays a part of one is filled up with silence
    private int Release(Span<short> samples)
    {
        if (_held == 0)
        {
            return 0;
        }

        var released = _held;
        var frame = _noisy.AsSpan(0, FrameSamples);
        frame[released..].Clear();
        _reducer!.Reduce(frame, samples);
        _held = 0;
        return released;
    }
}
