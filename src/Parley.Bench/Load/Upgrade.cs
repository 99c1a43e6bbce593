using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
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
    private readonly RemoteCertificateValidationCallback? _trust;

    /// <param name="trust">Which certificates are trusted; null leaves it to the system.</param>
    /// <exception cref="RealtimeConnectionException">The endpoint's headers cannot be sent.</exception>
    public Upgrade(RealtimeEndpoint endpoint, RemoteCertificateValidationCallback? trust = null)
    {
        (_address, _trust) = (endpoint.Address, trust);
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
            switch (failure)
            {
                case SocketException refused: throw new RefusedException($"{refused.SocketErrorCode}");
                case AuthenticationException or IOException: throw new RefusedException("TLS");
                default: throw;
            }
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
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = _address.IdnHost, RemoteCertificateValidationCallback = _trust }, cancellation);
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
