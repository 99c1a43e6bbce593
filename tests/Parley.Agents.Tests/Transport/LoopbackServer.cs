using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Parley.Tests.Transport;

/// <summary>A real socket on this machine, whose other end a test plays.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    /// <summary>The headers of the last request, by their names, and its <c>?query</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>();

    public string Query { get; private set; } = "";

    public IReadOnlyList<string> Offered { get; private set; } = [];

    /// <summary>Plays a server that accepts every socket, does what the test says, and closes with 1000.</summary>
    public static Task<LoopbackServer> StartAsync(Func<WebSocket, Task> play) => StartAsync(tls: false, async (server, context) =>
    {
        server.Offered = [.. context.WebSockets.WebSocketRequestedProtocols];
        using var socket = await context.WebSockets.AcceptWebSocketAsync(server.Offered.Contains("realtime") ? "realtime" : null);
        await play(socket);
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        }
    });

    /// <summary>Plays a server that opens no socket.</summary>
    public static Task<LoopbackServer> StartAsync(int status, bool tls = false, string? retryAfter = null) => StartAsync(tls, (_, context) =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static async Task<LoopbackServer> StartAsync(bool tls, Func<LoopbackServer, HttpContext, Task> play)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (tls)
            {
                listen.UseHttps(UntrustedCertificate());
            }
        }));
        if (tls)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        var app = builder.Build();
        var server = new LoopbackServer(app);
        app.UseWebSockets();
        app.Run(context =>
        {
            server.Headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            server.Query = context.Request.QueryString.Value ?? "";
            return play(server, context);
        });
        await app.StartAsync();
        return server;
    }

    private static X509Certificate2 UntrustedCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=nobody", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
