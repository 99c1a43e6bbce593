using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;

namespace Parley.Embedded.Flite;

/// <summary>One piece of text on its way to sound: handed to a worker thread, read by the caller while it is being spoken.</summary>
/// <param name="text">Printable ASCII (see <see cref="FliteText"/>).</param>
/// <param name="voice">Who speaks.</param>
/// <param name="speed">1 is the voice's own speed, 2 twice as fast.</param>
/// <param name="pitch">1 is the voice's own pitch.</param>
/// <param name="cancellation">Ends the synthesis at its next chunk.</param>
internal sealed unsafe class FliteUtterance(string text, FliteVoice voice, double speed, double pitch, CancellationToken cancellation)
{
    /// <summary>Samples in a chunk at the least: 40 ms.</summary>
    private const int ChunkSamples = 640;

    // Not bounded by itself: a whole piece (TextPieces) is all that it can hold, and a worker never waits for a reader.
    private readonly Channel<byte[]> _sound = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true, SingleWriter = true });
    private readonly VocalTract? _tract = voice.Formants == 1 ? null : new VocalTract(voice.Formants);
    private Exception? _failure;

    /// <summary>16-bit PCM, 16 kHz, mono, as it comes into being.</summary>
    public ChannelReader<byte[]> Sound => _sound.Reader;

    /// <summary>Samples that flite has synthesized so far.</summary>
    public int SynthesizedSamples { get; private set; }

    /// <summary>Synthesizes all of it on the calling thread; what went wrong is told to the reader.</summary>
    public void Run()
    {
        try
        {
            if (!cancellation.IsCancellationRequested)
                Synthesize();
        }
#pragma warning disable CA1031 // whatever it was, it belongs to the reader of this utterance and not to the worker thread
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _failure = failure;
        }

        _sound.Writer.Complete(_failure);
    }

    private void Synthesize()
    {
        var native = FliteLibrary.Voice(voice.Recording);
        var self = GCHandle.Alloc(this);
        try
        {
            var utterance = FliteNative.NewUtterance();
            fixed (byte* ascii = Encoding.ASCII.GetBytes(text + '\0'))
            {
                _ = FliteNative.SetInputText(utterance, ascii);
            }

            Prepare(utterance, (FliteNative.Voice*)native, GCHandle.ToIntPtr(self));
            utterance = FliteNative.Synthesize(utterance, native, FliteLibrary.Synthesis);
            if (utterance is null)
                throw new InvalidOperationException($"flite could not speak a text of {text.Length} characters with the voice {voice.Id}.");
            FliteNative.DeleteUtterance(utterance);
        }
        finally
        {
            self.Free();
        }
    }

    // Features set on the utterance hide those of the voice, so the voice itself stays shared and unchanged.
    // flite keeps the pointers to the names: u8 literals live as long as the program.
    private void Prepare(FliteNative.Utterance* utterance, FliteNative.Voice* shared, nint self)
    {
        var streaming = FliteNative.NewStreaming();
        streaming->MinSamples = ChunkSamples - 1;
        streaming->Callback = &OnSamples;
        streaming->UserData = self;
        FliteNative.SetFeature(utterance->Features, Name("streaming_info\0"u8), FliteNative.ValueOf(streaming));

        // Whatever the tract does to pitch and duration is undone here, so that formants alone are moved.
        var stretch = FliteNative.Feature(shared->Features, Name("duration_stretch\0"u8), 1) * voice.Formants / speed;
        FliteNative.SetFeature(utterance->Features, Name("duration_stretch\0"u8), (float)stretch);
        FliteNative.SetFeature(utterance->Features, Name("f0_shift\0"u8), (float)(pitch * voice.Pitch / voice.Formants));
    }

    private static byte* Name(ReadOnlySpan<byte> literal) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(literal));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnSamples(FliteNative.Wave* wave, int start, int size, int last, FliteNative.Streaming* streaming)
    {
        var self = (FliteUtterance)GCHandle.FromIntPtr(streaming->UserData).Target!;
        try
        {
            return self.Take(new ReadOnlySpan<short>(wave->Samples + start, size), last != 0);
        }
#pragma warning disable CA1031 // an exception must not cross native frames
        catch (Exception failure)
#pragma warning restore CA1031
        {
            self._failure = failure;
            return FliteNative.Stop;
        }
    }

    private int Take(ReadOnlySpan<short> samples, bool last)
    {
        if (cancellation.IsCancellationRequested)
            return FliteNative.Stop;
        SynthesizedSamples += samples.Length;
        var shaped = _tract is null ? samples.ToArray() : _tract.Shape(samples, last);
        foreach (ref var sample in shaped.AsSpan())
            sample = (short)Math.Clamp(Math.Round(sample * voice.Gain), short.MinValue, short.MaxValue);
        if (shaped.Length > 0)
            _ = _sound.Writer.TryWrite(MemoryMarshal.AsBytes(shaped.AsSpan()).ToArray());
        return FliteNative.Continue;
    }
}
