using System.Net.Sockets;

namespace Parley.Load;

/// <summary>A socket as it is: sending is one system call.</summary>
internal sealed class PlainWire(Socket socket) : IWire
{
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation) => socket.ReceiveAsync(buffer, SocketFlags.None, cancellation);

    public int Send(ReadOnlySpan<byte> bytes)
    {
        var sent = socket.Send(bytes, SocketFlags.None, out var error);
        return error switch
        {
            SocketError.Success => sent,
            SocketError.WouldBlock => 0,
            _ => throw new IOException("The connection is lost.", new SocketException((int)error)),
        };
    }

    public void Dispose() => socket.Dispose();
}
