using System.Buffers;
using System.IO.Pipelines;

namespace Parley.Listening;

/// <summary>An utterance's sound on its way to whoever follows it live; nothing is kept once nobody does.</summary>
internal sealed class LiveSound(MemoryPool<byte>? pool = null)
{
    private readonly Pipe _pipe = new(new PipeOptions(pool, pauseWriterThreshold: 0)); // bounded by the longest utterance

    /// <summary>What the listener reads; it ends with the utterance.</summary>
    public Stream Listened => _pipe.Reader.AsStream(leaveOpen: true);

    /// <summary>Never waits: the pipe has no threshold. Sound that nobody listens to is dropped.</summary>
    public void Add(ReadOnlyMemory<byte> pcm) => _ = _pipe.Writer.WriteAsync(pcm, CancellationToken.None).AsTask();

    /// <summary>The utterance is over.</summary>
    public ValueTask EndAsync() => _pipe.Writer.CompleteAsync();

    /// <summary>The listener has gone: what it has not read is let go of.</summary>
    public ValueTask LeaveAsync()
    {
        if (_pipe.Reader.TryRead(out var rest)) // a pipe whose writer goes on keeps what was not read
        {
            _pipe.Reader.AdvanceTo(rest.Buffer.End);
        }

        return _pipe.Reader.CompleteAsync();
    }
}
