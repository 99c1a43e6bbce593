using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Parley.Schemas;

namespace Parley.Dialogues;

/// <summary>A socket to the server: reads all the time, and judges every event by the dialect's tables.</summary>
internal sealed class Line : IAsyncDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly ClientWebSocket _socket;
    private readonly Words _words;
    private readonly Target _target;
    private readonly EventWatch _watch;
    private readonly Channel<Heard> _heard = Channel.CreateUnbounded<Heard>();
    private readonly ConcurrentQueue<SchemaViolation> _violations = [];
    private readonly CancellationTokenSource _hangUp = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly long _begun;
    private readonly Task _reading;

    private Line(ClientWebSocket socket, Words words, Target target)
    {
        (_socket, _words, _target, _watch) = (socket, words, target, new(words.Dialect));
        _begun = target.Time.GetTimestamp();
        _reading = ReadAsync();
    }

    public string? Subprotocol => _socket.SubProtocol;

    /// <summary>How the server closed; null while it has not, or if it vanished.</summary>
    public int? CloseCode => (int?)_socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    public IReadOnlyCollection<SchemaViolation> Violations => _violations;

    /// <summary>Since the connection.</summary>
    public TimeSpan Now => _target.Time.GetElapsedTime(_begun);

    /// <exception cref="UpgradeRefusedException">The server did not upgrade.</exception>
    public static async Task<Line> OpenAsync(Knock knock, Words words, Target target, CancellationToken cancellation)
    {
        var socket = knock.Socket();
        try
        {
            using var patience = new CancellationTokenSource(target.Timeout, target.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
            await socket.ConnectAsync(knock.Address, either.Token);
            return new(socket, words, target);
        }
        catch (Exception refused) when (refused is WebSocketException || !cancellation.IsCancellationRequested)
        {
            var status = (int)socket.HttpStatusCode;
            socket.Dispose();
            var why = refused is OperationCanceledException ? "no answer in time" : refused.Message;
            throw new UpgradeRefusedException(status, $"cannot connect to {knock.Address.GetLeftPart(UriPartial.Path)}: {why}");
        }
    }

    /// <summary>The next event; null when the server has closed.</summary>
    /// <exception cref="OperationCanceledException">None came in time.</exception>
    public async ValueTask<Heard?> NextAsync(CancellationToken cancellation)
    {
        while (await _heard.Reader.WaitToReadAsync(cancellation))
        {
            if (_heard.Reader.TryRead(out var heard))
            {
                return heard;
            }
        }

        return null;
    }

    public Task SendAsync(string text, CancellationToken cancellation) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, cancellation);

    public async Task SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            await _socket.SendAsync(message, type, endOfMessage: true, cancellation);
        }
        catch (Exception closed) when (closed is WebSocketException or InvalidOperationException)
        {
            throw new CheckFailedException($"the server takes no more messages: {Ending}");
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>How the connection ended, for a message.</summary>
    public string Ending => CloseCode is { } code ? $"it closed the connection with {code} '{CloseReason}'" : "the connection was lost without a close";

    /// <summary>Says goodbye, as clients do.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
        await _reading.WaitAsync(cancellation);
    }

    /// <summary>Goes without a word.</summary>
    public void Vanish() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
        {
            await SayGoodbyeAsync();
        }

        await _hangUp.CancelAsync();
        await _reading;
        _socket.Dispose();
        _hangUp.Dispose();
        _sending.Dispose();
    }

    private async Task SayGoodbyeAsync()
    {
        using var patience = new CancellationTokenSource(Farewell, _target.Time);
        try
        {
            await CloseAsync(patience.Token);
        }
        catch (Exception unanswered) when (unanswered is OperationCanceledException or WebSocketException or InvalidOperationException)
        {
            // a server that does not answer a goodbye loses the connection
        }
    }

    private async Task ReadAsync()
    {
        var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), _hangUp.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _hangUp.Token);
                    return;
                }

                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    Take(message.ToArray(), part.MessageType);
                    message.SetLength(0);
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // whoever waits for an event learns that none comes any more
        }
        finally
        {
            _heard.Writer.TryComplete();
        }
    }

    private void Take(byte[] message, WebSocketMessageType type)
    {
        if (type == WebSocketMessageType.Binary)
        {
            _violations.Enqueue(new("(binary)", "", "a text message", "a binary one"));
        }
        else if (Parse(message) is { } json)
        {
            foreach (var violation in _watch.Next(json))
            {
                _violations.Enqueue(violation);
            }

            _heard.Writer.TryWrite(new(_words.KindOf(EventSchema.TypeOf(json)), json, Now));
        }
    }

    private JsonObject? Parse(byte[] message)
    {
        try
        {
            if (JsonNode.Parse(message, documentOptions: Strict) is JsonObject json)
            {
                return json;
            }

            _violations.Enqueue(new("(no object)", "", "a JSON object", Encoding.UTF8.GetString(message.AsSpan(0, Math.Min(message.Length, 40)))));
        }
        catch (JsonException broken)
        {
            _violations.Enqueue(new("(no JSON)", "", "a JSON object without a key twice", broken.Message));
        }

        return null;
    }
}
