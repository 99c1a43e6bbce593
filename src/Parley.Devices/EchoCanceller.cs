using System.Runtime.CompilerServices;
using Parley.Audio;
using Parley.Buffering;
using Parley.Playing;

namespace Parley.Devices;

/// <summary>Takes out of a microphone what a loudspeaker plays into it, so that people can break in without headphones.</summary>
/// <remarks>
/// Give it to <see cref="SpeakerOptions.Echo"/> and wrap the microphone by <see cref="Clean"/>. It is WebRTC's, works at
/// 16 kHz (what is above 8 kHz is lost), and needs a second or two of the agent's speech to learn the room. One microphone
/// at a time. Where its library is not installed, <see cref="HalfDuplex"/> helps.
/// </remarks>
public sealed class EchoCanceller : IDisposable
{
    private const int Rate = 16000;

    // what is older than the canceller looks back to was played while nobody listened
    private const double LongestMemory = .4;

    private readonly WebRtcEchoCanceller _canceller;
    private readonly SampleRing _played;
    private readonly Resampler _playedResampler;
    private readonly Framer _playedFramer = new(WebRtcEchoCanceller.FrameSamples);
    private readonly short[] _block = new short[512];
    private readonly short[] _resampled;

    /// <param name="sampleRate">Of the loudspeaker, in Hz.</param>
    /// <exception cref="AudioDeviceException">The library is not installed.</exception>
    public EchoCanceller(int sampleRate = 24000)
    {
        if (WebRtc.Missing is { } missing) throw new AudioDeviceException($"Echo cancellation is not to be had: {missing}");
        SampleRate = sampleRate;
        _canceller = new();
        _played = new(sampleRate); // a second, more than the canceller remembers
        _playedResampler = new(sampleRate, Rate);
        _resampled = new short[_playedResampler.MaxOutput(_block.Length)];
    }

    public static bool IsAvailable => WebRtc.IsAvailable;

    public int SampleRate { get; }

    /// <summary>
    /// About how long the agent's sound takes to come back from the microphone: within 60 ms, up to 200 ms. A
    /// <see cref="PortAudioSpeaker"/> sets it by what its device says of itself; who knows better (a wireless headset) sets it after that.
    /// </summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Samples of the loudspeaker that no microphone has come to yet.</summary>
    internal int Waiting => _played.Count;

    /// <summary>The microphone without what the loudspeaker plays; closes it with itself.</summary>
    public IMicrophone Clean(IMicrophone microphone) => new CleanMicrophone(this, microphone);

    public void Dispose() => _canceller.Dispose();

    /// <summary>The loudspeaker's thread: these samples sound next, silence too. What nobody fetched for a second is left out.</summary>
    internal void Sounds(ReadOnlySpan<short> samples) => _played.Write(samples);

    /// <param name="near">A frame of the microphone at 16 kHz; is cleaned in place.</param>
    internal void Cancel(Span<short> near)
    {
        if (_played.Count > LongestMemory * SampleRate) _played.Clear();
        while (_played.Read(_block) is > 0 and var read)
        {
            ReadOnlySpan<short> samples = _resampled.AsSpan(0, _playedResampler.Write(_block.AsSpan(0, read), _resampled));
            while (_playedFramer.TryRead(ref samples, out var frame)) _canceller.Play(frame);
        }

        _canceller.Next(near, near, (int)Delay.TotalMilliseconds);
    }

    private sealed class CleanMicrophone(EchoCanceller echo, IMicrophone microphone) : IMicrophone
    {
        public int SampleRate => microphone.SampleRate;

        public async IAsyncEnumerable<ReadOnlyMemory<byte>> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var lane = new CleaningLane(echo, SampleRate);
            await foreach (var piece in microphone.ListenAsync(cancellationToken))
            {
                foreach (var clean in lane.Next(piece.Span)) yield return clean;
            }
        }

        public ValueTask DisposeAsync() => microphone.DisposeAsync();
    }

    /// <summary>One microphone's way to 16 kHz, through the canceller, and back.</summary>
    private sealed class CleaningLane(EchoCanceller echo, int sampleRate)
    {
        private readonly AudioDecoder _decoder = new(PcmFormat.Pcm16(sampleRate), Rate);
        private readonly Framer _framer = new(WebRtcEchoCanceller.FrameSamples);
        private readonly SampleRing _ring = new(Rate);
        private readonly CaptureFeed _feed = new(Rate, sampleRate);
        private readonly short[] _frame = new short[WebRtcEchoCanceller.FrameSamples];

        public List<byte[]> Next(ReadOnlySpan<byte> piece)
        {
            var decoded = new short[_decoder.MaxSamples(piece.Length)];
            ReadOnlySpan<short> samples = decoded.AsSpan(0, _decoder.Decode(piece, decoded));
            while (_framer.TryRead(ref samples, out var frame))
            {
                frame.CopyTo(_frame);
                echo.Cancel(_frame);
                _ring.Write(_frame);
            }

            return _feed.Drain(_ring);
        }
    }
}
