using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;

namespace Parley.Dialogues;

/// <summary>A WebSocket down to its frames, for what sockets answer by themselves: pings.</summary>
internal sealed class Frames : IDisposable
{
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;

    private readonly HttpMessageInvoker _http;
    private readonly HttpResponseMessage _response;
    private readonly Stream _stream;

    private Frames(HttpMessageInvoker http, HttpResponseMessage response, Stream stream) => (_http, _response, _stream) = (http, response, stream);

    /// <exception cref="CheckFailedException">The server did not upgrade.</exception>
    public static async Task<Frames> OpenAsync(Knock knock, CancellationToken cancellation)
    {
        var http = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(knock.Address) { Scheme = knock.Address.Scheme == "wss" ? "https" : "http" }.Uri)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var (name, value) in knock.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));
        var response = await http.SendAsync(request, cancellation);
        Expect.Same(HttpStatusCode.SwitchingProtocols, response.StatusCode, "HTTP status of the handshake");
        return new(http, response, await response.Content.ReadAsStreamAsync(cancellation));
    }

    /// <summary>The next frame.</summary>
    /// <exception cref="EndOfStreamException">The connection is over.</exception>
    public async Task<(int Opcode, byte[] Payload)> ReadAsync(CancellationToken cancellation)
    {
        var head = await TakeAsync(2, cancellation);
        long length = (head[1] & 0x7f) switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await TakeAsync(2, cancellation)),
            127 => BinaryPrimitives.ReadInt64BigEndian(await TakeAsync(8, cancellation)),
            var small => small,
        };
        return (head[0] & 0x0f, await TakeAsync(checked((int)length), cancellation));
    }

    /// <summary>Sends a short frame, masked as a client's are.</summary>
    public async Task WriteAsync(int opcode, byte[] payload, CancellationToken cancellation)
    {
        var mask = RandomNumberGenerator.GetBytes(4);
        byte[] frame = [(byte)(0x80 | opcode), (byte)(0x80 | payload.Length), .. mask, .. payload.Select((each, at) => (byte)(each ^ mask[at % 4]))];
        await _stream.WriteAsync(frame, cancellation);
        await _stream.FlushAsync(cancellation);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _response.Dispose();
        _http.Dispose();
    }

    private async Task<byte[]> TakeAsync(int count, CancellationToken cancellation)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }
}
