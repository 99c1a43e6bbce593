using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Parley.Limit;

/// <summary>
/// The smallest Realtime server on bare Kestrel: the line that Parley's figures are held against. It says the same events for the
/// same load and does nothing else, so it shares no code with Parley and is written for speed alone.
/// </summary>
internal static class LimitServer
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Serves until it is cancelled or told to end; says <c>Listening on URL</c> as its one line.</summary>
    /// <param name="port">0 picks one.</param>
    public static async Task RunAsync(int port, CancellationToken cancellation)
    {
        Environment.SetEnvironmentVariable(InlineCompletions, "1"); // read when a process opens its first socket
        await using var server = await StartAsync(port, TimeProvider.System, cancellation);
        await Console.Out.WriteLineAsync($"Listening on {server.Urls.Single()}");
        await server.WaitForShutdownAsync(cancellation);
    }

    public static async Task<WebApplication> StartAsync(int port, TimeProvider time, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.Configure<SocketTransportOptions>(transport =>
        {
            transport.UnsafePreferInlineScheduling = true;
            transport.WaitForDataBeforeAllocatingBuffer = false; // one system call less for every message
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(1)); // sessions are cut, not waited for
        builder.Services.AddSingleton(time).AddSingleton<ProcessCost>().AddSingleton<Metronome>().AddHostedService(services => services.GetRequiredService<Metronome>());
        var app = builder.Build();
        var (cost, metronome) = (app.Services.GetRequiredService<ProcessCost>(), app.Services.GetRequiredService<Metronome>());
        app.UseWebSockets();
        app.Run(http => http.Request.Path == "/bench" ? cost.TellAsync(http.Response)
            : http.WebSockets.IsWebSocketRequest ? ConverseAsync(http, cost, socket => new(socket, metronome, time.GetUtcNow()))
            : RefuseAsync(http));
        await app.StartAsync(cancellation);
        return app;
    }

    private static async Task ConverseAsync(HttpContext http, ProcessCost cost, Func<WebSocket, LimitSession> begin)
    {
        var accept = new WebSocketAcceptContext
        {
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
            SubProtocol = http.WebSockets.WebSocketRequestedProtocols.Contains("realtime") ? "realtime" : null,
        };
        using var socket = await http.WebSockets.AcceptWebSocketAsync(accept);
        using var counted = cost.CountSession();
        await begin(socket).RunAsync();
    }

    private static Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
