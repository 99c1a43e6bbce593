using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Tests;

/// <summary>A Realtime server that a test plays, event by event.</summary>
internal sealed class PlayedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PlayedServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public static async Task<PlayedServer> StartAsync(Func<PlayedClient, Task> play)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync("realtime");
            await play(new(socket));
        });
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}

/// <summary>The client at the other end of a <see cref="PlayedServer"/>.</summary>
internal sealed class PlayedClient(WebSocket socket)
{
    private readonly IDialect _dialect = Dialect.Create(DialectName.Ga);
    private readonly byte[] _message = new byte[1 << 20];

    /// <summary>Everything that the client said.</summary>
    public List<ClientEvent> Said { get; } = [];

    /// <summary>Opens a session and accepts the client's settings as they are.</summary>
    public async Task GreetAsync()
    {
        await SayAsync(new SessionCreated(new RealtimeSessionConfig()));
        var update = await HearAsync<SessionUpdate>();
        await SayAsync(new SessionUpdated(update.Session.ApplyTo(new RealtimeSessionConfig())));
    }

    /// <summary>The next event of a kind; those before it are kept in <see cref="Said"/>.</summary>
    public async Task<T> HearAsync<T>()
        where T : ClientEvent
    {
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                received = await socket.ReceiveAsync(_message.AsMemory(length), CancellationToken.None);
                length += received.Count;
            }
            while (!received.EndOfMessage);

            if (received.MessageType == WebSocketMessageType.Close)
            {
                throw new InvalidOperationException($"The client left while {typeof(T).Name} was awaited.");
            }

            Said.Add(_dialect.Read(_message.AsSpan(0, length).ToArray()));
            if (Said[^1] is T heard)
            {
                return heard;
            }
        }
    }

    public async Task SayAsync(params ServerEvent[] events)
    {
        foreach (var each in events)
        {
            var bytes = new ArrayBufferWriter<byte>();
            _dialect.Write(each, bytes);
            await socket.SendAsync(bytes.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
    }

    public Task CloseAsync(int status, string why) => socket.CloseOutputAsync((WebSocketCloseStatus)status, why, CancellationToken.None);

    /// <summary>Goes away without a word.</summary>
    public void Vanish() => socket.Abort();
}

/// <summary>Server events with what tests do not care about filled in.</summary>
internal static class Answers
{
    public static ResponseInfo Response(ResponseStatus status, StatusDetails? details = null) => new(
        "resp_1", status, details, [], "conv_1", [Modality.Audio], MaxTokens.Infinite, new(new(AudioFormat.Pcm24000, new("alloy"))), null, null);

    public static ResponseCreated Created() => new(Response(ResponseStatus.InProgress));

    public static ResponseDone Done() => new(Response(ResponseStatus.Completed));

    public static ResponseOutputAudioTranscriptDelta Words(string words) => new("resp_1", "item_2", 0, 0, words);

    public static ResponseOutputItemDone Call(string callId, string name) => new("resp_1", 0, new FunctionCallItem(name, callId, "{}"));

    public static ResponseOutputAudioDelta Sound(byte[] pcm) => new("resp_1", "item_2", 0, 0, pcm);
}
