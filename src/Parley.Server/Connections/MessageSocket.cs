using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Parley.Realtime;

namespace Parley.Connections;

/// <summary>A client's socket as whole messages: one task reads, another writes what waits, and a client that stalls holds neither for ever.</summary>
internal sealed partial class MessageSocket : IDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly WebSocket _socket;
    private readonly Action _abort;
    private readonly SocketRules _rules;
    private readonly ILogger _log;
    private readonly MessageReader _reader;
    private readonly Outbox _outbox;
    private readonly TimeSpan _sendTimeout;
    private readonly Task _writing;
    private CloseFrame? _close;
    private bool _isCut;

    /// <param name="abort">Tears the connection down, so that whoever waits for it waits no longer.</param>
    public MessageSocket(WebSocket socket, Action abort, SocketRules rules, ILogger log)
    {
        (_socket, _abort, _rules, _log) = (socket, abort, rules, log);
        _reader = new(socket, rules.Limits, rules.Pool);
        _outbox = new(rules.Limits.OutboxBytes, rules.Pool);
        Draft = new(rules.Pool);
        _sendTimeout = TimeSpan.FromSeconds(rules.Limits.SendTimeoutSeconds);
        _writing = WriteAsync();
    }

    /// <summary>The message that came, until the next is read.</summary>
    public Memory<byte> Message => _reader.Message;

    /// <summary>Hands over what the message stands in: it is whole until the loan is returned.</summary>
    public Loan TakeMessage() => _reader.Take();

    /// <summary>What waits to be sent, and what is held of what comes in.</summary>
    public long WaitingBytes => _outbox.WaitingBytes + _reader.HeldBytes;

    /// <summary>How it ends, once that is settled.</summary>
    public CloseFrame? Close => _close;

    /// <summary>Where the next text is written, before it is <see cref="Send">sent</see>.</summary>
    public PooledBytes Draft { get; }

    /// <summary>Has the draft sent; never waits.</summary>
    /// <returns>False when too much waited already.</returns>
    public bool Send() => _outbox.Add(Draft.Take());

    /// <summary>Says how the connection is to end; the first to say so is right.</summary>
    public void EndWith(CloseFrame close) => Interlocked.CompareExchange(ref _close, close, null);

    /// <summary>The next message, or <see cref="Arrival.Closed"/> when nothing more can come.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Arrival> ReadAsync()
    {
        try
        {
            var arrival = await _reader.ReadAsync();
            switch (arrival)
            {
                case Arrival.TooLong: EndWith(new(CloseFrame.MessageTooBig, $"Messages may have at most {_rules.Limits.MaxMessageBytes} bytes.", "message_too_big")); break;
                case Arrival.TooManyParts: EndWith(new(CloseFrame.MessageTooBig, $"Messages may come in at most {_rules.Limits.MaxFragments} fragments.", "too_many_fragments")); break;
                case Arrival.NoText: EndWith(new(CloseFrame.InvalidPayload, "A text message was not UTF-8.", "protocol_error")); break;
                case Arrival.Text or Arrival.Binary: _rules.Measures.Received(_reader.Message.Length); return arrival;
            }
        }
        catch (Exception gone) when (IsGone(gone))
        {
            EndWith(gone is WebSocketException { WebSocketErrorCode: WebSocketError.Faulted } ? CloseFrame.Broken : CloseFrame.Lost);
        }

        return Arrival.Closed;
    }

    /// <summary>Sends what waits, closes, and reads the client's last words: each message in its time, and the words in theirs.</summary>
    /// <param name="reading">Whoever reads, and will notice the end.</param>
    public async Task EndAsync(Task reading)
    {
        _outbox.Complete();
        var skipping = SkipToEndAsync(reading);
        try
        {
            await _writing;
        }
        finally
        {
            await using var farewell = _rules.Time.CreateTimer(_ => _abort(), null, Farewell, Timeout.InfiniteTimeSpan);
            await skipping;
        }
    }

    public void Dispose()
    {
        Draft.Clear();
        _outbox.Clear();
        _reader.Dispose();
    }

    private async Task WriteAsync()
    {
        await using var stalled = _rules.Time.CreateTimer(_ => Stalled(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            while (await _outbox.WaitAsync())
            {
                while (_outbox.TryTake(out var message))
                {
                    await WriteAsync(message, stalled);
                }
            }

            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived && _close is { Code: not CloseFrame.Abnormal } close)
            {
                await InTimeAsync(new(_socket.CloseOutputAsync((WebSocketCloseStatus)close.Code, close.ShortReason, CancellationToken.None)), stalled);
            }
        }
        catch (Exception gone) when (IsGone(gone))
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                _abort(); // the reader notices, and tells the session
            }

            // else it was the reader who noticed, and an abort would overtake the close that told the client why
        }
    }

    private async ValueTask WriteAsync(ArraySegment<byte> message, ITimer stalled)
    {
        try
        {
            await InTimeAsync(_socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None), stalled);
            _rules.Measures.Sent(message.Count);
        }
        finally
        {
            _outbox.Sent(message);
        }
    }

    // a send to a peer that is gone may hang for a quarter of an hour: WebSockets have no write timeout of their own
    private async ValueTask InTimeAsync(ValueTask sending, ITimer stalled)
    {
        var isWaiting = !sending.IsCompleted;
        if (isWaiting)
        {
            stalled.Change(_sendTimeout, Timeout.InfiniteTimeSpan);
        }

        await sending;
        if (isWaiting)
        {
            stalled.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void Stalled()
    {
        if (Interlocked.Exchange(ref _isCut, true))
        {
            return;
        }

        EndWith(CloseFrame.Stalled);
        _rules.Measures.SendTimedOut();
        Log.ClientStalled(_log, _rules.Limits.SendTimeoutSeconds);
        _abort();
    }

    // a socket closed with bytes unread is reset, and the client may never see why
    private async Task SkipToEndAsync(Task reading)
    {
        await reading;
        try
        {
            while (_socket.State is WebSocketState.Open or WebSocketState.CloseSent)
            {
                await _reader.SkipAsync();
            }
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // it went without a farewell
        }
    }

    private static bool IsGone(Exception failure) => failure is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A client took nothing for {Seconds} s: its connection is cut")]
        public static partial void ClientStalled(ILogger log, int seconds);
    }
}
