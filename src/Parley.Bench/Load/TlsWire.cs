using System.Net.Security;

namespace Parley.Load;

/// <summary>A socket under TLS: a write that has not gone out yet holds back the next.</summary>
internal sealed class TlsWire(SslStream stream) : IWire
{
    private byte[] _outgoing = [];
    private Task _sending = Task.CompletedTask;

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation) => stream.ReadAsync(buffer, cancellation);

    public int Send(ReadOnlySpan<byte> bytes)
    {
        if (!_sending.IsCompleted)
        {
            return 0;
        }

        _sending.GetAwaiter().GetResult();
        if (_outgoing.Length < bytes.Length)
        {
            _outgoing = new byte[bytes.Length];
        }

        bytes.CopyTo(_outgoing);
        _sending = stream.WriteAsync(_outgoing.AsMemory(0, bytes.Length)).AsTask();
        return bytes.Length;
    }

    public void Dispose() => stream.Dispose();
}
