using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Parley.Audio;
using Parley.Playing;

namespace Parley.Talking;

/// <summary>A question as a microphone gives it: 20 ms at a time, each when it would have been spoken, and then silence.</summary>
internal sealed class LiveQuestion(Sound sound, TimeProvider time) : IMicrophone
{
    private const int ChunkMs = 20;
    private const double QuietDbfs = -45;

    private readonly int _chunkSamples = sound.SampleRate * ChunkMs / 1000;

    /// <summary>When the chunk with the last of the speech went out; null before.</summary>
    public long? LastSpeechAt { get; private set; }

    /// <summary>When the first chunk was sent.</summary>
    public long StartedAt { get; private set; }

    public int SampleRate => sound.SampleRate;

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var last = LastSpeechChunk();
        StartedAt = time.GetTimestamp();
        for (var index = 0; !cancellationToken.IsCancellationRequested; index++)
        {
            var wait = TimeSpan.FromMilliseconds(ChunkMs * index) - time.GetElapsedTime(StartedAt);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            if (index == last)
            {
                LastSpeechAt = time.GetTimestamp();
            }

            yield return Chunk(index);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private int LastSpeechChunk()
    {
        for (var index = (sound.Samples.Length - 1) / _chunkSamples; index > 0; index--)
        {
            if (Loudness.RmsDbfs(Samples(index).Span) > QuietDbfs)
            {
                return index;
            }
        }

        return 0;
    }

    private byte[] Chunk(int index)
    {
        var bytes = new byte[_chunkSamples * sizeof(short)];
        MemoryMarshal.AsBytes(Samples(index).Span).CopyTo(bytes);
        return bytes;
    }

    private ReadOnlyMemory<short> Samples(int index)
    {
        var start = Math.Min((long)index * _chunkSamples, sound.Samples.Length);
        return sound.Samples.Slice((int)start, (int)Math.Min(_chunkSamples, sound.Samples.Length - start));
    }
}
