namespace Parley.Buffering;

/// <summary>One piece of sound in a <see cref="JitterBuffer"/>, and the piece behind it.</summary>
/// <param name="item">Whose it is.</param>
/// <param name="pcm">PCM16, whole samples.</param>
/// <param name="start">Where it begins in all that was ever written, in samples.</param>
internal sealed class QueuedSound(PlayedItem? item, ReadOnlyMemory<byte> pcm, long start)
{
    private QueuedSound? _next;

    public PlayedItem? Item => item;

    public ReadOnlyMemory<byte> Pcm => pcm;

    public long Start => start;

    public long End => start + (pcm.Length / sizeof(short));

    public QueuedSound? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }
}
