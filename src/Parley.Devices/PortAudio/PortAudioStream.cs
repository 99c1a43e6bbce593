using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Parley.PortAudio;

/// <summary>A running stream of PortAudio: 16-bit, in one direction, of one channel (of a device that has none such, the first of two).</summary>
internal sealed unsafe class PortAudioStream : IDeviceStream
{
    private const int MostFrames = 512;

    private readonly SamplesHeard? _heard;
    private readonly SamplesWanted? _wanted;
    private readonly short[] _one = new short[MostFrames];
    private GCHandle _self;
    private nint _stream;
    private int _channels;
    private long _calls;
    private int _glitches;

    private PortAudioStream(SamplesHeard? heard, SamplesWanted? wanted)
    {
        (_heard, _wanted) = (heard, wanted);
        _self = GCHandle.Alloc(this);
    }

    public int SampleRate { get; private set; }

    public TimeSpan Latency { get; private set; }

    public long Calls => Volatile.Read(ref _calls);

    public int Glitches => Volatile.Read(ref _glitches);

    public bool IsActive
    {
        get
        {
            lock (PortAudioLibrary.Gate)
            {
                return _stream != 0 && PortAudioNative.IsActive(_stream) == 1;
            }
        }
    }

    /// <summary>Opens and starts; the library must have been initialised, and is terminated by disposing.</summary>
    /// <param name="device">PortAudio's index.</param>
    /// <param name="sampleRate">In Hz.</param>
    /// <param name="latency">Between device and callback.</param>
    /// <param name="error">PortAudio's code where it failed: null is returned, and the library is still initialised.</param>
    public static PortAudioStream? Start(int device, int sampleRate, TimeSpan latency, SamplesHeard? heard, SamplesWanted? wanted, out int error)
    {
        var stream = new PortAudioStream(heard, wanted) { SampleRate = sampleRate };
        error = stream.Open(device, 1, latency);
        if (error != 0) error = stream.Open(device, 2, latency);
        if (error == 0) error = PortAudioNative.Start(stream._stream);
        if (error == 0) return stream;

        stream.Close();
        return null;
    }

    public void Dispose()
    {
        lock (PortAudioLibrary.Gate)
        {
            if (!_self.IsAllocated) return;
            if (_stream != 0) _ = PortAudioNative.AbortStream(_stream);
            Close();
            _ = PortAudioNative.Terminate();
        }
    }

    /// <summary>One frame of all channels to one sample: the first channel.</summary>
    internal static void TakeFirst(ReadOnlySpan<short> frames, int channels, Span<short> samples)
    {
        for (var i = 0; i < samples.Length; i++) samples[i] = frames[i * channels];
    }

    /// <summary>One sample to one frame of all channels.</summary>
    internal static void Spread(ReadOnlySpan<short> samples, int channels, Span<short> frames)
    {
        for (var i = 0; i < frames.Length; i++) frames[i] = samples[i / channels];
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Call(void* input, void* output, CULong frames, void* time, CULong flags, nint user)
    {
        // an exception must not leave for the library's own code: the stream ends, and its owner sees that
        try
        {
            ((PortAudioStream)GCHandle.FromIntPtr(user).Target!).Exchange(input, output, (int)frames.Value, (uint)flags.Value);
            return PortAudioNative.Continue;
        }
        catch (Exception)
        {
            return PortAudioNative.Abort;
        }
    }

    private int Open(int device, int channels, TimeSpan latency)
    {
        _channels = channels;
        var parameters = new PortAudioNative.Parameters
        {
            Device = device,
            Channels = channels,
            SampleFormat = new(PortAudioNative.Int16),
            Latency = latency.TotalSeconds,
        };
        var error = PortAudioNative.Open(
            out _stream,
            _heard is null ? null : &parameters,
            _wanted is null ? null : &parameters,
            SampleRate,
            new((uint)SampleRate / 100),
            new(0),
            &Call,
            GCHandle.ToIntPtr(_self));
        if (error != 0)
        {
            _stream = 0;
            return error;
        }

        var facts = PortAudioNative.FactsOf(_stream);
        if (facts is not null) Latency = TimeSpan.FromSeconds(_heard is null ? facts->OutputLatency : facts->InputLatency);
        return 0;
    }

    private void Close()
    {
        if (_stream != 0) _ = PortAudioNative.Close(_stream);
        _stream = 0;
        _self.Free();
    }

    private void Exchange(void* input, void* output, int frames, uint flags)
    {
        Volatile.Write(ref _calls, _calls + 1);
        if ((flags & (PortAudioNative.InputOverflow | PortAudioNative.OutputUnderflow)) != 0) Volatile.Write(ref _glitches, _glitches + 1);
        for (var first = 0; first < frames; first += MostFrames)
        {
            var count = Math.Min(MostFrames, frames - first);
            if (input is not null) Hear(new((short*)input + (first * _channels), count * _channels), count);
            if (output is not null) Want(new((short*)output + (first * _channels), count * _channels), count);
        }
    }

    private void Hear(ReadOnlySpan<short> frames, int count)
    {
        if (_channels == 1)
        {
            _heard?.Invoke(frames);
            return;
        }

        TakeFirst(frames, _channels, _one.AsSpan(0, count));
        _heard?.Invoke(_one.AsSpan(0, count));
    }

    private void Want(Span<short> frames, int count)
    {
        if (_channels == 1)
        {
            _wanted?.Invoke(frames);
            return;
        }

        _wanted?.Invoke(_one.AsSpan(0, count));
        Spread(_one, _channels, frames);
    }
}
