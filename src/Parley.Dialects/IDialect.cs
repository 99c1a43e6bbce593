using System.Buffers;
using Parley.Protocol;

namespace Parley.Dialects;

/// <summary>
/// One spelling of the protocol. An instance serves one connection, for it may have to remember what it was told;
/// one thread may read while another writes.
/// </summary>
public interface IDialect
{
    /// <summary><c>ga</c>, <c>beta</c> or <c>yandex</c>.</summary>
    string Name { get; }

    /// <summary>What a client said. Never throws: what is no event is an <see cref="Unreadable"/> that names the mistake.</summary>
    /// <param name="message">The sound of an <see cref="InputAudioBufferAppend"/> is decoded in its place and stays there, all else is copied.</param>
    ClientEvent Read(Memory<byte> message);

    /// <summary>Writes what a server says, or returns false, having written nothing, where this dialect has no such event.</summary>
    bool Write(ServerEvent serverEvent, IBufferWriter<byte> output);

    /// <summary>Writes what a client says.</summary>
    void Write(ClientEvent clientEvent, IBufferWriter<byte> output);

    /// <summary>
    /// What a server said, read leniently: an event of an unknown type, or that cannot be read as what its type promises,
    /// is an <see cref="UnknownServerEvent"/>; null is what is no event at all.
    /// </summary>
    ServerEvent? ReadServerEvent(ReadOnlySpan<byte> message);
}
