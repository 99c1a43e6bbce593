using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Parley.Realtime;

/// <summary>A piece of native memory.</summary>
internal sealed unsafe class TapeBlock : SafeHandleZeroOrMinusOneIsInvalid
{
    public const int Bytes = 8 * 1024;

    private static long _total;

    public TapeBlock()
        : base(ownsHandle: true)
    {
        SetHandle((nint)NativeMemory.Alloc(Bytes));
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

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        Interlocked.Add(ref _total, -Bytes);
        return true;
    }
}
