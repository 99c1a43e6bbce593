using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Parley;

/// <summary>A client that speaks WebSocket byte by byte, and so can break every rule of it.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    private static readonly byte[] Mask = [0x37, 0xfa, 0x21, 0x3d];

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    // only so that what never comes fails instead of hanging
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));
    private NetworkStream? _stream;

    public static async Task<RawClient> DialAsync(Uri server)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(server.Host, server.Port, client._patience.Token);
        client._stream = new(client._socket);
        return client;
    }

    /// <summary>Connects and upgrades.</summary>
    public static async Task<RawClient> ConnectAsync(Uri server, string path, params string[] headers)
    {
        var client = await DialAsync(server);
        (await client.UpgradeAsync(server, path, headers)).ShouldStartWith("HTTP/1.1 101 ");
        return client;
    }

    /// <summary>Asks for the upgrade.</summary>
    /// <returns>The head of the answer.</returns>
    public async Task<string> UpgradeAsync(Uri server, string path, params string[] headers)
    {
        string[] lines =
        [
            $"GET {path} HTTP/1.1", $"Host: {server.Authority}", "Upgrade: websocket", "Connection: Upgrade", $"Sec-WebSocket-Key: {Key}", "Sec-WebSocket-Version: 13", .. headers, "", "",
        ];
        await SendAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)));
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await TakeAsync(1))[0]);
        }

        return head.ToString();
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _stream!.WriteAsync(bytes, _patience.Token);

    public Task SendAsync(Frame frame) => SendAsync(Encode(frame));

    /// <summary>The next frame, or null when the server has closed the connection.</summary>
    public async Task<Frame?> HearAsync()
    {
        try
        {
            var head = await TakeAsync(2);
            var length = (head[1] & 0x7f) switch
            {
                126 => BinaryPrimitives.ReadUInt16BigEndian(await TakeAsync(2)),
                127 => (int)BinaryPrimitives.ReadUInt64BigEndian(await TakeAsync(8)),
                var few => few,
            };
            (head[1] & 0x80).ShouldBe(0, "a server does not mask");
            return new(head[0] & 0x0f, await TakeAsync(length)) { IsFinal = (head[0] & 0x80) != 0, Rsv = (head[0] >> 4) & 7 };
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>All frames until the server closes the connection.</summary>
    public async Task<List<Frame>> HearAllAsync()
    {
        var heard = new List<Frame>();
        while (await HearAsync() is { } frame)
        {
            heard.Add(frame);
        }

        return heard;
    }

    /// <summary>Vanishes without a word.</summary>
    public void Vanish() => _socket.Close(0);

    public async ValueTask DisposeAsync()
    {
        await _stream!.DisposeAsync();
        _socket.Dispose();
        _patience.Dispose();
    }

    public static byte[] Encode(Frame frame)
    {
        var bytes = new List<byte> { (byte)((frame.IsFinal ? 0x80 : 0) | (frame.Rsv << 4) | frame.Opcode) };
        var masked = frame.IsMasked ? 0x80 : 0;
        var length = frame.Payload.Length;
        var form = frame.LengthBytes ?? (length < 126 ? 0 : length <= ushort.MaxValue ? 2 : 8);
        Span<byte> extended = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(extended, (ulong)length);
        bytes.Add((byte)(masked | (form switch { 0 => length, 2 => 126, _ => 127 })));
        bytes.AddRange(extended[^form..]);
        bytes.AddRange(frame.IsMasked ? [.. Mask, .. frame.Payload.Select((each, i) => (byte)(each ^ Mask[i % 4]))] : frame.Payload);
        return [.. bytes];
    }

    private async Task<byte[]> TakeAsync(int count)
    {
        var bytes = new byte[count];
        await _stream!.ReadExactlyAsync(bytes, _patience.Token);
        return bytes;
    }
}
