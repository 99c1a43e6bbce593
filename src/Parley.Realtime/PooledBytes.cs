using System.Buffers;

namespace Parley.Realtime;

/// <summary>Bytes that are gathered in memory of a pool; whoever gathers them gives them back with <see cref="Clear"/>, or hands them over.</summary>
public sealed class PooledBytes(ArrayPool<byte> pool) : IBufferWriter<byte>
{
    private const int Least = 512;

    private readonly List<byte[]> _outgrown = []; // somebody may still be reading there
    private byte[] _bytes = [];

    public int WrittenCount { get; private set; }

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, WrittenCount);

    public void Advance(int count) => WrittenCount += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = WrittenCount + Math.Max(sizeHint, 1);
        if (needed > _bytes.Length)
        {
            var larger = pool.Rent(Math.Max(needed, Math.Max(Least, 2 * WrittenCount)));
            WrittenMemory.CopyTo(larger);
            if (_bytes.Length > 0)
            {
                _outgrown.Add(_bytes);
            }

            _bytes = larger;
        }

        return _bytes.AsMemory(WrittenCount);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Hands over what was gathered, and begins anew.</summary>
    public ArraySegment<byte> Take()
    {
        var written = new ArraySegment<byte>(_bytes, 0, WrittenCount);
        _bytes = [];
        Clear();
        return written;
    }

    /// <summary>Forgets what was gathered: nobody reads it any more.</summary>
    public void Clear()
    {
        if (_bytes.Length > 0)
        {
            _outgrown.Add(_bytes);
        }

        foreach (var bytes in _outgrown)
        {
            pool.Return(bytes);
        }

        _outgrown.Clear();
        (_bytes, WrittenCount) = ([], 0);
    }
}
