using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Parley.Transport;

namespace Parley.Load;

/// <summary>Opens WebSockets at an endpoint, with the request that is the same for all of them.</summary>
internal sealed class Upgrade
{
    // any 16 bytes will do: only caches are to see that each is a new one
    private const string Nonce = "AAAAAAAAAAAAAAAAAAAAAA==";

    private readonly Uri _address;
    private readonly byte[] _request;
    private readonly bool _trustsAll;

    /// <exception cref="RealtimeConnectionException">The endpoint's headers cannot be sent.</exception>
    public Upgrade(RealtimeEndpoint endpoint)
    {
        _address = endpoint.Address;
        _trustsAll = _address.IsLoopback; // a server of this machine has made its certificate itself
        string[] lines =
        [
            $"GET {_address.PathAndQuery} HTTP/1.1",
            $"Host: {_address.Authority}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            $"Sec-WebSocket-Key: {Nonce}",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Protocol: realtime",
            .. EndpointHeaders.Of(endpoint).Select(header => $"{header.Key}: {header.Value}"),
            "",
            "",
        ];
        _request = Encoding.ASCII.GetBytes(string.Join("\r\n", lines));
    }

    /// <param name="reader">Gets what follows the server's answer.</param>
    /// <exception cref="RefusedException">The server does not open it.</exception>
    public async Task<IWire> OpenAsync(FrameReader reader, CancellationToken cancellation)
    {
        var wire = await DialAsync(cancellation);
        try
        {
            await AskAsync(wire, reader, cancellation);
            return wire;
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    private async Task<IWire> DialAsync(CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(_address.IdnHost, _address.Port, cancellation);
            return _address.Scheme == Uri.UriSchemeWss ? await SecureAsync(socket, cancellation) : Plain(socket);
        }
        catch (Exception failure)
        {
            socket.Dispose();
            throw failure is SocketException or IOException ? new RefusedException(failure is SocketException refused ? $"{refused.SocketErrorCode}" : "TLS") : failure;
        }
    }

    private static PlainWire Plain(Socket socket)
    {
        socket.Blocking = false;
        return new(socket);
    }

    private async Task<TlsWire> SecureAsync(Socket socket, CancellationToken cancellation)
    {
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = _address.IdnHost,
                RemoteCertificateValidationCallback = (_, _, _, errors) => _trustsAll || errors == SslPolicyErrors.None,
            },
            cancellation);
        return new(stream);
    }

    private async Task AskAsync(IWire wire, FrameReader reader, CancellationToken cancellation)
    {
        if (wire.Send(_request) != _request.Length)
        {
            throw new RefusedException("no request was taken");
        }

        string? head;
        while ((head = reader.TakeHead()) is null)
        {
            var count = await ReceiveAsync(wire, reader, cancellation);
            if (count == 0)
            {
                throw new RefusedException("closed without an answer");
            }

            reader.Add(count);
        }

        if (head.Split(' ') is not [_, "101", ..])
        {
            throw new RefusedException(head.Split(' ') is [_, var status, ..] ? $"HTTP {status}" : "no HTTP");
        }
    }

    private static async ValueTask<int> ReceiveAsync(IWire wire, FrameReader reader, CancellationToken cancellation)
    {
        try
        {
            return await wire.ReceiveAsync(reader.Free, cancellation);
        }
        catch (Exception lost) when (lost is SocketException or IOException)
        {
            return 0;
        }
    }
}

/// <summary>A server did not open a session; the message says in a word how it said so.</summary>
internal sealed class RefusedException(string message) : Exception(message);
