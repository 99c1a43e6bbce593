using System.Buffers;

namespace Parley;

/// <summary>A pool that knows how many of its arrays are out.</summary>
internal sealed class CountingPool : ArrayPool<byte>
{
    private int _rented;

    public int Rented => _rented;

    public override byte[] Rent(int minimumLength)
    {
        Interlocked.Increment(ref _rented);
        return Shared.Rent(minimumLength);
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        Interlocked.Decrement(ref _rented);
        Shared.Return(array, clearArray);
    }
}
