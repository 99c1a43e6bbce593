using System.Buffers;

namespace Parley.Realtime;

/// <summary>Bytes of a pool on their way from one owner to the next; whoever has them last gives them back. The default value is nothing.</summary>
/// <param name="pool">Where they came from.</param>
/// <param name="bytes">All of them, used or not.</param>
public readonly struct Loan(ArrayPool<byte> pool, byte[] bytes)
{
    /// <summary>To be called once, when nobody looks at the bytes any more.</summary>
    public void Return()
    {
        if (bytes is not null)
        {
            pool.Return(bytes);
        }
    }
}
