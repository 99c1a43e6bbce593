using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Parley.Dialects;
using Parley.Hosting;
using Parley.Protocol;
using Parley.Sessions;

namespace Parley.Connections;

/// <summary>One client in its dialect: what it says goes to a session, and what the session says goes to it.</summary>
internal sealed partial class ClientConnection(MessageSocket socket, IDialect dialect, Measures measures, ILogger log) : ISessionClient
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // with so many bytes, a client gives way: the thread that reads its socket reads others' too, and one that sends faster than real time would keep it
    private const int AtATime = 64 * 1024;

    private string _sessionId = "that never began";
    private Task _reading = Task.CompletedTask;
    private ExceptionDispatchInfo? _readFailure;

    bool ISessionClient.Send(ServerEvent serverEvent) => Send(serverEvent);

    void ISessionClient.Close(EndSession end) => socket.EndWith(new(end.CloseCode, end.Reason, end.Cause));

    /// <summary>Serves a client from its admission to its close. Ends when nothing of its session runs any more.</summary>
    /// <param name="admit">Says whether it may have a session, or why not.</param>
    /// <param name="open">Makes the session.</param>
    /// <param name="stop">Ends the session at once.</param>
    public async Task RunAsync(Func<(Admitted? Admitted, Refusal? Refusal)> admit, Func<Admitted, ISessionClient, SessionLoop> open, CancellationToken stop)
    {
        Admitted? admitted = null;
        try
        {
            (admitted, var refusal) = admit();
            if (admitted is null)
            {
                Refuse(refusal!);
            }
            else
            {
                await ServeAsync(admitted, open, stop);
            }
        }
        catch (Exception ourBug)
        {
            Log.SessionFailed(log, ourBug, _sessionId);
            socket.EndWith(CloseFrame.Failed);
            Say(new(new(ErrorDetails.Server, "server_error", "The server had an error while it served this session.")));
        }
        finally
        {
            try
            {
                await socket.EndAsync(_reading);
            }
            finally
            {
                Ended(admitted);
            }
        }
    }

    private async Task ServeAsync(Admitted admitted, Func<Admitted, ISessionClient, SessionLoop> open, CancellationToken stop)
    {
        measures.Began(admitted.Model.Name, dialect.Name);
        var session = open(admitted, this);
        _sessionId = session.SessionId;
        Log.Opened(log, _sessionId, dialect.Name);
        _reading = ReadAsync(session);
        await Task.WhenAll(admitted.Seat.OccupyAsync(session, () => socket.WaitingBytes).AsTask(), session.RunAsync(stop)); // whatever fails, the session runs: only so does it let go of its engines
        _readFailure?.Throw();
    }

    private void Refuse(Refusal refusal)
    {
        measures.Refused(refusal.Cause);
        if (refusal.RetryAfterSeconds is null)
        {
            Log.Refused(log, refusal.Code); // overload is told once, when it begins
        }

        Say(refusal.Event);
        socket.EndWith(refusal.Close);
    }

    private void Ended(Admitted? admitted)
    {
        if (admitted is null)
        {
            return;
        }

        var close = socket.Close ?? CloseFrame.Failed;
        Log.Ended(log, _sessionId, close.Code, close.Cause);
        admitted.Seat.Dispose();
        measures.Ended(admitted.Model.Name, dialect.Name, close.Cause);
    }

    // what no session says has an id of no session
    private void Say(ErrorEvent error) => Send(error with { EventId = "event_" + RandomNumberGenerator.GetString(Base62, 21) });

    private bool Send(ServerEvent serverEvent)
    {
        socket.Draft.Clear(); // an event that could not be written leaves its beginning
        return !dialect.Write(serverEvent, socket.Draft) || socket.Send(); // where the dialect has no such event, there is nothing to send
    }

    private async Task ReadAsync(SessionLoop session)
    {
        try
        {
            for (var read = 0; await ReceiveAsync() is { } said;)
            {
                var bytes = socket.Message.Length;
                await session.SendAsync(said, bytes, socket.TakeMessage());
                if ((read += bytes) > AtATime)
                {
                    read = 0;
                    await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the session has ended: what is said now is heard by nobody
        }
        catch (Exception ourBug)
        {
            socket.EndWith(CloseFrame.Failed);
            _readFailure = ExceptionDispatchInfo.Capture(ourBug); // told where the session is awaited
        }

        await session.LeaveAsync();
    }

    /// <returns>Null when nothing more can come.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ClientEvent?> ReceiveAsync() => await socket.ReadAsync() switch
    {
        Arrival.Text => dialect.Read(socket.Message),
        Arrival.Binary => new Unreadable("invalid_event", "Invalid event: binary messages are not accepted. Expected a JSON object in a text message.", null),
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "A connection was refused: {Code}")]
        public static partial void Refused(ILogger log, string code);

        [LoggerMessage(LogLevel.Information, "Session {SessionId} opened in dialect {Dialect}")]
        public static partial void Opened(ILogger log, string sessionId, string dialect);

        [LoggerMessage(LogLevel.Information, "Session {SessionId} ended with {CloseCode}: {Cause}")]
        public static partial void Ended(ILogger log, string sessionId, int closeCode, string cause);

        [LoggerMessage(LogLevel.Error, "Session {SessionId} failed")]
        public static partial void SessionFailed(ILogger log, Exception failure, string sessionId);
    }
}
