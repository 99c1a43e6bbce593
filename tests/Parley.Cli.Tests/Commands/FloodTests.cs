using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace Parley.Tests.Commands;

/// <summary>The server as a process of its own, where the threads that read sockets also handle what they bring.</summary>
public sealed class FloodTests : IAsyncLifetime
{
    private const string Key = "sk-flood-tests";
    private const int Victims = 6; // on every thread that reads sockets there is one
    private const int Rounds = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _server = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "parley"), ["serve", "--bench", "--port", "0", "--key", Key])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = Path.GetTempPath(),
    })!;

    private Uri? _address;

    public async Task InitializeAsync()
    {
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginErrorReadLine();
        for (string? line; _address is null && (line = await _server.StandardOutput.ReadLineAsync().WaitAsync(Patience)) is not null;)
        {
            _address = line.StartsWith("Listening on ", StringComparison.Ordinal) ? new(line["Listening on ".Length..].Replace("http", "ws", StringComparison.Ordinal)) : null;
        }
    }

    public async Task DisposeAsync()
    {
        _server.Kill();
        await _server.WaitForExitAsync().WaitAsync(Patience);
        _server.Dispose();
    }

    [Theory]
    [InlineData(4_800, 20)]
    [InlineData(15 * 1024 * 1024, 1)]
    public async Task A_client_that_sends_without_end_does_not_keep_others_waiting(int appendBytes, int appends)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var flooder = await ConnectAsync();
        var victims = await Task.WhenAll(Enumerable.Range(0, Victims).Select(_ => ConnectAsync()));
        using var ebb = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        var flood = FloodAsync(flooder, Append(appendBytes), ebb.Token);
        var drained = DrainAsync(flooder, ebb.Token);
        while (Volatile.Read(ref _flooded) < appends)
        {
            await AskAsync(victims[0], patience.Token);
        }

        await Task.WhenAll(victims.Select(victim => AskAsync(victim, patience.Token, Rounds)));

        flood.IsCompleted.ShouldBeFalse("the flood lasts as long as the others speak");
        await ebb.CancelAsync();
        await Task.WhenAll(flood, drained).WaitAsync(Patience);
        foreach (var victim in victims)
        {
            victim.Dispose();
        }
    }

    private int _flooded;

    private async Task<ClientWebSocket> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {Key}");
        await socket.ConnectAsync(new(_address!, "/v1/realtime?model=null"), CancellationToken.None).WaitAsync(Patience);
        return socket;
    }

    private async Task FloodAsync(ClientWebSocket socket, byte[] message, CancellationToken ebb)
    {
        try
        {
            while (!ebb.IsCancellationRequested)
            {
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, ebb);
                Interlocked.Increment(ref _flooded);
            }
        }
        catch (Exception ended) when (ebb.IsCancellationRequested && ended is OperationCanceledException or WebSocketException)
        {
            // as it was told to
        }
    }

    private static async Task DrainAsync(ClientWebSocket socket, CancellationToken ebb)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            while (true)
            {
                await socket.ReceiveAsync(buffer, ebb); // the answers to a flood
            }
        }
        catch (Exception ended) when (ebb.IsCancellationRequested && ended is OperationCanceledException or WebSocketException)
        {
            // as it was told to
        }
    }

    private static async Task AskAsync(ClientWebSocket socket, CancellationToken patience, int times = 1)
    {
        var ask = """{"type":"input_audio_buffer.clear"}"""u8.ToArray();
        var buffer = new byte[64 * 1024];
        for (var answered = 0; answered < times; answered++)
        {
            await socket.SendAsync(ask, WebSocketMessageType.Text, endOfMessage: true, patience);
            string heard;
            do
            {
                var part = await socket.ReceiveAsync(buffer, patience);
                part.EndOfMessage.ShouldBeTrue();
                heard = Encoding.UTF8.GetString(buffer, 0, part.Count);
            }
            while (!heard.Contains("\"input_audio_buffer.cleared\"", StringComparison.Ordinal));
        }
    }

    private static byte[] Append(int bytes) =>
        Encoding.UTF8.GetBytes($$"""{"type":"input_audio_buffer.append","audio":"{{Convert.ToBase64String(new byte[bytes])}}"}""");
}
