using System.Net.WebSockets;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Parley.Dialects;
using Parley.Hosting;
using Parley.Protocol;
using Parley.Sessions;

namespace Parley.Connections;

/// <summary>One client: a task that reads, a task that writes, and between them a session.</summary>
/// <param name="abort">Tears the connection down, so that whoever waits for it waits no longer.</param>
internal sealed partial class WebSocketConnection(WebSocket socket, Action abort, IDialect dialect, LimitOptions limits, TimeProvider time, ILogger log) : ISessionClient
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private static readonly CloseFrame Failed = new(CloseFrame.ServerFailed, "The server failed.");

    private readonly Outbox _outbox = new(dialect, limits.OutboxBytes);
    private readonly TimeSpan _sendTimeout = TimeSpan.FromSeconds(limits.SendTimeoutSeconds);
    private CloseFrame? _close;
    private ExceptionDispatchInfo? _readFailure;

    bool ISessionClient.Send(ServerEvent serverEvent) => _outbox.Add(serverEvent);

    void ISessionClient.Close(int closeCode, string reason) => EndWith(new(closeCode, reason));

    /// <summary>Serves a session from its first event to its close. Ends when nothing of it runs any more.</summary>
    /// <param name="open">Makes the session.</param>
    /// <param name="stop">Ends the session at once.</param>
    public async Task RunAsync(Func<ISessionClient, ValueTask<SessionLoop>> open, CancellationToken stop)
    {
        using var reader = new MessageReader(socket, limits.MaxMessageBytes);
        var writing = WriteAsync();
        var reading = Task.CompletedTask;
        var sessionId = "that never began";
        try
        {
            var session = await open(this);
            sessionId = session.SessionId;
            Log.Opened(log, sessionId, dialect.Name);
            reading = ReadAsync(reader, session);
            await session.RunAsync(stop);
            _readFailure?.Throw();
        }
        catch (Exception ourBug)
        {
            Log.SessionFailed(log, ourBug, sessionId);
            EndWith(Failed);
            Say(new(new(ErrorDetails.Server, "server_error", "The server had an error while it served this session.")));
        }
        finally
        {
            await EndAsync(writing, reading, reader);
        }

        Log.Ended(log, sessionId, _close!.Code);
    }

    /// <summary>Tells a client why it is not served, and closes.</summary>
    public async Task RefuseAsync(Refusal refusal)
    {
        using var reader = new MessageReader(socket, limits.MaxMessageBytes);
        Log.Refused(log, refusal.Code);
        Say(refusal.Event);
        EndWith(refusal.Close);
        await EndAsync(WriteAsync(), Task.CompletedTask, reader);
    }

    // what no session says has an id of no session
    private void Say(ErrorEvent error) => _outbox.Add(error with { EventId = "event_" + RandomNumberGenerator.GetString(Base62, 21) });

    // the first that ends the connection says how
    private void EndWith(CloseFrame close) => Interlocked.CompareExchange(ref _close, close, null);

    private async Task EndAsync(Task writing, Task reading, MessageReader reader)
    {
        _outbox.Complete();
        var skipping = SkipToEndAsync(reading, reader);
        try
        {
            await using var patience = time.CreateTimer(_ => Stalled(), null, _sendTimeout, Timeout.InfiniteTimeSpan);
            await writing;
        }
        finally
        {
            await using var farewell = time.CreateTimer(_ => abort(), null, Farewell, Timeout.InfiniteTimeSpan);
            await skipping;
        }
    }

    private async Task ReadAsync(MessageReader reader, SessionLoop session)
    {
        try
        {
            while (await ReceiveAsync(reader) is { } said)
            {
                await session.SendAsync(said, CancellationToken.None);
            }
        }
        catch (OperationCanceledException)
        {
            // the session has ended: what is said now is heard by nobody
        }
        catch (Exception ourBug)
        {
            EndWith(Failed);
            _readFailure = ExceptionDispatchInfo.Capture(ourBug); // told where the session is awaited
        }

        await session.LeaveAsync();
    }

    /// <returns>Null when nothing more can come.</returns>
    private async ValueTask<ClientEvent?> ReceiveAsync(MessageReader reader)
    {
        try
        {
            switch (await reader.ReadAsync())
            {
                case Arrival.Text: return dialect.Read(reader.Message);
                case Arrival.Binary: return new Unreadable("invalid_event", "Invalid event: binary messages are not accepted. Expected a JSON object in a text message.", null);
                case Arrival.TooLong: EndWith(new(CloseFrame.MessageTooBig, $"Messages may have at most {limits.MaxMessageBytes} bytes.")); return null;
                default: return null;
            }
        }
        catch (Exception gone) when (IsGone(gone))
        {
            return null; // as if it had closed
        }
    }

    private async Task WriteAsync()
    {
        await using var stalled = time.CreateTimer(_ => Stalled(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            while (await _outbox.WaitAsync())
            {
                while (_outbox.TryTake(out var message))
                {
                    await InTimeAsync(socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None), stalled);
                    _outbox.Sent(message);
                }
            }

            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await InTimeAsync(new(socket.CloseOutputAsync((WebSocketCloseStatus)_close!.Code, _close.ShortReason, CancellationToken.None)), stalled);
            }
        }
        catch (Exception gone) when (IsGone(gone))
        {
            abort(); // the reader notices, and tells the session
        }
        catch
        {
            abort();
            throw;
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
        Log.ClientStalled(log, limits.SendTimeoutSeconds);
        abort();
    }

    // a socket closed with bytes unread is reset, and the client may never see why
    private async Task SkipToEndAsync(Task reading, MessageReader reader)
    {
        await reading;
        try
        {
            while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
            {
                await reader.SkipAsync();
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
        [LoggerMessage(LogLevel.Information, "A connection was refused: {Code}")]
        public static partial void Refused(ILogger log, string code);

        [LoggerMessage(LogLevel.Warning, "A client took nothing for {Seconds} s: its connection is cut")]
        public static partial void ClientStalled(ILogger log, int seconds);

        [LoggerMessage(LogLevel.Information, "Session {SessionId} opened in dialect {Dialect}")]
        public static partial void Opened(ILogger log, string sessionId, string dialect);

        [LoggerMessage(LogLevel.Information, "Session {SessionId} ended with {CloseCode}")]
        public static partial void Ended(ILogger log, string sessionId, int closeCode);

        [LoggerMessage(LogLevel.Error, "Session {SessionId} failed")]
        public static partial void SessionFailed(ILogger log, Exception failure, string sessionId);
    }
}
