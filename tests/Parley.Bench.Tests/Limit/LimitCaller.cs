using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Parley.Dialects;
using Parley.Schemas;
using Parley.Testing;

namespace Parley.Limit;

/// <summary>A client of a limit server whose time stands still. Every event must be as strict typed clients of GA read it.</summary>
internal sealed class LimitCaller : IAsyncDisposable
{
    // only so that what never comes fails instead of hanging
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));
    private readonly ClientWebSocket _socket = new();
    private readonly EventWatch _watch = new(DialectName.Ga);
    private readonly WebApplication _server;

    private LimitCaller(WebApplication server, ManualTimeProvider time) => (_server, Time) = (server, time);

    public ManualTimeProvider Time { get; }

    public Uri Address => new(_server.Urls.Single());

    /// <summary>Connects, and hears <c>session.created</c>.</summary>
    public static async Task<LimitCaller> CallAsync()
    {
        var time = new ManualTimeProvider();
        var caller = new LimitCaller(await LimitServer.StartAsync(0, time, CancellationToken.None), time);
        await caller._socket.ConnectAsync(new($"ws://{caller.Address.Authority}/v1/realtime?model=null"), caller._patience.Token);
        (await caller.HearAsync()).Type().ShouldBe("session.created");
        return caller;
    }

    public Task SayAsync(string json) => _socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, _patience.Token);

    /// <summary>Sends 20 ms chunks of sound at this level.</summary>
    public async Task SoundAsync(int ms, short level)
    {
        short[] samples = [.. Enumerable.Repeat(level, 480)];
        var audio = Convert.ToBase64String(MemoryMarshal.AsBytes(samples.AsSpan()));
        for (var sent = 0; sent < ms; sent += 20)
        {
            await SayAsync($$"""{"type":"input_audio_buffer.append","audio":"{{audio}}"}""");
        }
    }

    public Task SpeakAsync(int ms) => SoundAsync(ms, 5000);

    public Task BeSilentAsync(int ms) => SoundAsync(ms, 0);

    public async Task<JsonObject> HearAsync()
    {
        var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), _patience.Token);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        var said = JsonNode.Parse(message.ToArray())!.AsObject();
        _watch.Next(said).ShouldBeEmpty();
        return said;
    }

    /// <summary>The events up to the next of a type.</summary>
    public async Task<IReadOnlyList<JsonObject>> HearUntilAsync(string type)
    {
        var heard = new List<JsonObject>();
        do
        {
            heard.Add(await HearAsync());
        }
        while (heard[^1].Type() != type);
        return heard;
    }

    /// <summary>The next events, so many.</summary>
    public async Task<IReadOnlyList<JsonObject>> HearAsync(int count)
    {
        var heard = new List<JsonObject>();
        while (heard.Count < count)
        {
            heard.Add(await HearAsync());
        }

        return heard;
    }

    /// <summary>Says goodbye, and waits for the answer.</summary>
    public Task LeaveAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, _patience.Token);

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
        _patience.Dispose();
    }
}

/// <summary>Looks into events.</summary>
internal static class LimitEvents
{
    public static string Type(this JsonObject each) => (string)each["type"]!;

    public static IEnumerable<string> Types(this IEnumerable<JsonObject> events) => events.Select(Type);
}
