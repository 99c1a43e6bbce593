using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Parley.Realtime;

/// <summary>A piece of native memory.</summary>
internal sealed unsafe class TapeBlock : SafeHandleZeroOrMinusOneIsInvalid
{
    public const int Bytes = 8 * 1024;

    private const int MostSpare = 1024;

    // what a window lets go of in front it soon wants again behind: pages that were touched once need not be touched anew
    private static readonly ConcurrentStack<nint> Spare = new();
    private static int _spare;
    private static long _total;

    public TapeBlock()
        : base(ownsHandle: true)
    {
        SetHandle(TakeSpare() ?? (nint)NativeMemory.Alloc(Bytes));
        Interlocked.Add(ref _total, Bytes);
    }

    /// <summary>What all blocks of this process hold.</summary>
    public static long Total => Volatile.Read(ref _total);

    /// <exception cref="ObjectDisposedException">It was freed.</exception>
    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return new((void*)handle, Bytes);
        }
    }

    private static nint? TakeSpare()
    {
        if (!Spare.TryPop(out var spare))
        {
            return null;
        }

        Interlocked.Decrement(ref _spare);
        return spare;
    }

    protected override bool ReleaseHandle()
    {
        if (Interlocked.Increment(ref _spare) <= MostSpare)
        {
            Spare.Push(handle);
        }
        else
        {
            Interlocked.Decrement(ref _spare);
            NativeMemory.Free((void*)handle);
        }

        Interlocked.Add(ref _total, -Bytes);
        return true;
    }
}
