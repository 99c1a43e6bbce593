using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Parley.Connections;
using Parley.Hosting;

namespace Parley;

/// <summary>The product's socket with no session behind it: a text comes back as it was, of bytes it tells how many there were.</summary>
internal sealed class EchoHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EchoHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<EchoHost> StartAsync(LimitOptions? limits = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddLogging().AddMetrics()
            .AddSingleton(new ParleyOptions { Limits = limits ?? new() }).AddSingleton(ArrayPool<byte>.Shared).AddSingleton(TimeProvider.System)
            .AddSingleton<Measures>().AddSingleton<SocketUpgrade>();
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(async http =>
        {
            using var socket = await app.Services.GetRequiredService<SocketUpgrade>().AcceptAsync(http, null);
            await EchoAsync(socket);
            await socket.EndAsync(Task.CompletedTask);
        });
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task EchoAsync(MessageSocket socket)
    {
        while (true)
        {
            switch (await socket.ReadAsync())
            {
                case Arrival.Text: Send(socket, socket.Message.Span); break;
                case Arrival.Binary: Send(socket, Encoding.UTF8.GetBytes($"{socket.Message.Length} bytes")); break;
                default: socket.EndWith(new(1000, "", "client_left")); return;
            }
        }
    }

    private static void Send(MessageSocket socket, ReadOnlySpan<byte> text)
    {
        socket.Draft.Write(text);
        socket.Send();
    }
}
