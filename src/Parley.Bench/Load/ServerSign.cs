using System.Runtime.InteropServices;

namespace Parley.Load;

/// <summary>What a server event says, as far as a call acts on it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ServerSign(EventKind Kind)
{
    /// <summary>The <see cref="Identity"/> of the response it is about, or 0.</summary>
    public ulong Response { get; init; }

    /// <summary>The <see cref="Identity"/> of the item it is about, or 0.</summary>
    public ulong Item { get; init; }

    /// <summary>How the response ended.</summary>
    public ResponseEnd End { get; init; }

    /// <summary>The call whose arguments are done.</summary>
    public string? CallId { get; init; }

    /// <summary>The code of an error, or of the failure of a response.</summary>
    public string? Code { get; init; }

    /// <summary>Bytes of sound, before they were written as text.</summary>
    public int SoundBytes { get; init; }
}

internal enum ResponseEnd
{
    None,
    Completed,
    Cancelled,
    Incomplete,
    Failed,
}
