using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Parley.Listening;
using Parley.Protocol;
using Parley.Realtime;
using Parley.Responding;
using Parley.Tools;

namespace Parley.Sessions;

/// <summary>Runs a session: one inbox, one loop, and the work that the session commands, which reports back through the inbox.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The token outlives the loop: whoever writes to an ended session is cancelled by it, and it holds no timer.")]
public sealed partial class SessionLoop : ISessionOutput
{
    private const int AppendMs = 100;
    private const int AtATime = 16; // inputs that are handled on the stack of whoever brought one
    private const int TryAgainLater = 1013;

    private static readonly EndSession Failed = new(1011, "The server failed.", "server_failed");

    private readonly Inbox _inbox;
    private readonly CancellationTokenSource _ends = new();
    private readonly RunningWork _work;
    private readonly Dictionary<SessionTimer, ITimer> _timers = [];
    private readonly IVoiceActivityModel _voiceActivity;
    private readonly INoiseReducer? _noiseReducer;
    private readonly RealtimeSession _session;
    private readonly SessionOpened _opened;
    private readonly Transcriber _transcriber;
    private readonly RunningTools _tools;
    private readonly RunningResponses _responses;
    private readonly ISessionClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private EndSession? _end;
    private bool _hasAnswered; // the input that is being handled

    internal SessionLoop(
        SessionOpened opened, IVoiceActivityModel voiceActivity, INoiseReducer? noiseReducer, Pipeline pipeline, ToolOwner? owner, ISessionClient client, TimeProvider time, ILogger log)
    {
        (_opened, _voiceActivity, _noiseReducer, _client, _time, _log) = (opened, voiceActivity, noiseReducer, client, time, log);
        _inbox = new(opened.Policy.InboxBytes);
        _session = new(opened, voiceActivity, noiseReducer);
        _work = new(onBug: () => _ = _ends.CancelAsync());
        _transcriber = new(
            pipeline.Recognizer, pipeline.TranscriptionDeadline, time, (itemId, transcript) => PostAsync(new TranscriptArrived(itemId, transcript)), _work, log, _ends.Token);
        _tools = new(new(pipeline.Tools, owner, pipeline.ToolRules, time, log), PostAsync, _work, _ends.Token);
        var runner = new ResponseRunner(pipeline.Chat, pipeline.TextToSpeech, _tools.RunInsideAsync, pipeline.ToolRules, pipeline.Lead, time, log);
        _responses = new(runner, PostAsync, _work, _ends.Token);
    }

    public string SessionId => _session.Id;

    /// <summary>Bytes of the client's messages that wait to be handled.</summary>
    public int WaitingBytes => _inbox.WaitingBytes;

    /// <summary>Sees every input before it is handled: a recorder, whose list is the session. Set before the loop runs; what it is given is its own.</summary>
    public Action<SessionInput>? Recorder { get; set; }

    /// <summary>Hands the session what its client said; waits while the inbox is full.</summary>
    public async ValueTask SendAsync(ClientEvent clientEvent, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ends.Token);
        await SendAsync(clientEvent, 0, default, either.Token);
    }

    /// <inheritdoc cref="SendAsync(ClientEvent, CancellationToken)"/>
    /// <param name="bytes">The length of the client's message. One writer at a time may give it.</param>
    /// <param name="message">What the event's sound stands in: given back when the session has heard it, or never will.</param>
    public ValueTask SendAsync(ClientEvent clientEvent, int bytes, Loan message) => SendAsync(clientEvent, bytes, message, _ends.Token);

    /// <summary>The client is gone.</summary>
    public ValueTask LeaveAsync() => PostAsync(new ClientLeft());

    /// <summary>The server wants to stop: running responses may end.</summary>
    public ValueTask DrainAsync() => PostAsync(new ServerDraining());

    /// <summary>Ends when the session has ended and nothing that it started runs any more.</summary>
    /// <param name="cancellation">Ends the session at once.</param>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var closes = _ends.Token.UnsafeRegister(static inbox => ((Inbox)inbox!).Close(), _inbox);
        using var stops = cancellation.UnsafeRegister(static ends => _ = ((CancellationTokenSource)ends!).CancelAsync(), _ends);
        try
        {
            Handle(_opened);
            await ReadAsync();
            if (cancellation.IsCancellationRequested)
            {
                Handle(new ServerStopping { At = _time.GetUtcNow() });
            }

            // else the session has ended itself, or a bug in what it started has, which comes out of StopAsync
        }
        finally
        {
            try
            {
                await StopAsync();
            }
            finally
            {
                _client.Close(_end ?? Failed);
            }
        }
    }

    void ISessionOutput.Emit(ServerEvent serverEvent)
    {
        if (_end is not null)
        {
            return;
        }

        var keepsUp = _client.Send(serverEvent) || _hasAnswered; // one large answer of several events is no slowness
        _hasAnswered = true;
        if (!keepsUp)
        {
            Log.ClientTooSlow(_log, SessionId);
            _end = new(TryAgainLater, "The client reads more slowly than it is answered.", "client_too_slow");
        }
    }

    void ISessionOutput.Execute(SessionCommand command)
    {
        switch (command)
        {
            case PrepareTranscription(var request): _transcriber.Prepare(request); break;
            case BeginTranscription(var itemId, var how): _transcriber.Begin(itemId, how); break;
            case FeedTranscription(var itemId, var samples): _transcriber.Feed(itemId, samples); break;
            case AnticipateTranscript(var itemId): _transcriber.Anticipate(itemId); break;
            case FinishTranscription(var itemId): _transcriber.Finish(itemId); break;
            case AbandonTranscription(var itemId): _transcriber.Abandon(itemId); break;
            case BeginResponse begin: _responses.Begin(begin); break;
            case AbandonResponse(var responseId): _responses.Abandon(responseId); break;
            case ListTools list: _tools.List(list); break;
            case CloseTools close: _tools.Close(close); break;
            case RunTool run: _tools.Run(run); break;
            case AbandonTool(var itemId): _tools.Abandon(itemId); break;
            case ArmTimer arm: Arm(arm); break;
            case EndSession end: _end ??= end; break;
            default: throw new NotSupportedException($"{command.GetType().Name} is done by nobody.");
        }
    }

    private ValueTask SendAsync(ClientEvent clientEvent, int bytes, Loan message, CancellationToken ends) =>
        clientEvent is InputAudioBufferAppend append && append.Audio.Length > AppendBytes
            ? SendSlicesAsync(append, message, ends)
            : _inbox.WriteAsync(new(new ClientSpoke(clientEvent) { At = _time.GetUtcNow() }, bytes, message), ends);

    // a long append must not keep the loop from anything else
    private async ValueTask SendSlicesAsync(InputAudioBufferAppend append, Loan message, CancellationToken ends)
    {
        var rest = append.Audio;
        for (; rest.Length > AppendBytes; rest = rest[AppendBytes..])
        {
            await SendSliceAsync(rest[..AppendBytes], default); // should it throw, the bytes are the collector's: an earlier slice may be being heard
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // nor the thread that reads for others
        }

        await SendSliceAsync(rest, message);

        ValueTask SendSliceAsync(ReadOnlyMemory<byte> slice, Loan loan) =>
            _inbox.WriteAsync(new(new ClientSpoke(append with { Audio = slice }) { At = _time.GetUtcNow() }, slice.Length, loan), ends);
    }

    private async Task ReadAsync()
    {
        while (_end is null && !_ends.IsCancellationRequested && await _inbox.WaitAsync())
        {
            for (var handled = 1; _end is null && !_ends.IsCancellationRequested && _inbox.TryRead(out var inbound); handled++)
            {
                try
                {
                    Handle(inbound.Input);
                }
                finally
                {
                    inbound.Loan.Return();
                }

                if (handled % AtATime == 0)
                {
                    await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // whoever brought the first of them has waited long enough
                }
            }
        }
    }

    private int AppendBytes => _session.InputFormat.BytesOf(AppendMs);

    private void Handle(SessionInput input)
    {
        Recorder?.Invoke(SessionRecording.Kept(input));
        _hasAnswered = false;
        _session.Handle(input, this);
    }

    private void Arm(ArmTimer arm)
    {
        if (_timers.Remove(arm.Timer, out var old))
        {
            old.Dispose();
        }

        if (arm.After is { } after)
        {
            var elapsed = new TimerElapsed(arm.Timer, arm.Armed);
            _timers[arm.Timer] = _time.CreateTimer(_ => PostLater(elapsed), null, after, Timeout.InfiniteTimeSpan);
        }
    }

    private ValueTask PostAsync(SessionInput input) => PostAsync(input, default, _ends.Token);

    private async ValueTask PostAsync(SessionInput input, Loan loan, CancellationToken cancellation)
    {
        try
        {
            await _inbox.WriteAsync(new(input with { At = _time.GetUtcNow() }, Loan: loan), cancellation);
        }
        catch (OperationCanceledException) when (_ends.IsCancellationRequested)
        {
            // the session has ended: nobody is left to hear it
        }
    }

    private void PostLater(SessionInput input)
    {
        if (!_inbox.TryWrite(input with { At = _time.GetUtcNow() }))
        {
            _ = PostAsync(input).AsTask();
        }
    }

    private async Task StopAsync()
    {
        try
        {
            await _ends.CancelAsync();
            foreach (var timer in _timers.Values)
            {
                await timer.DisposeAsync();
            }

            _transcriber.Stop();
            await _work.EndAsync();
        }
        finally
        {
            await _tools.DisposeAsync();
            _inbox.Clear();
            _session.Forget();
            _responses.Dispose();
            _voiceActivity.Dispose();
            _noiseReducer?.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Session {SessionId} ends: its client does not keep up")]
        public static partial void ClientTooSlow(ILogger log, string sessionId);
    }
}
