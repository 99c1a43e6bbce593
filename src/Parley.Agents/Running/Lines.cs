using System.Net;
using System.Net.WebSockets;
using System.Threading.Channels;
using Parley.Protocol;
using Parley.Transport;
using Polly;
using Polly.Retry;

namespace Parley.Running;

/// <summary>The connections of a session: each opened with patience, read to its end, and written to in order.</summary>
internal sealed class Lines(RealtimeEndpoint endpoint, RealtimeRunOptions options, Action<AgentInput> post)
{
    private const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    private readonly Dictionary<int, Line> _open = [];
    private readonly RealtimeDial _dial = options.Dial ?? (async (to, cancellation) => await RealtimeConnection.ConnectAsync(to, options.Time, cancellation));
    private int _withoutWord; // connections in a row on which no server has spoken
    private ErrorDetails? _refusal; // what the server said instead

    /// <summary>Opens a connection, and reads it until it ends; what happens is posted.</summary>
    public async Task RunAsync(int number, CancellationToken ends)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        IRealtimeLink link;
        try
        {
            await PauseAsync(ends);
            link = await Patience(isFirst: number == 1).ExecuteAsync(async cancellation => await _dial(endpoint, cancellation), ends);
        }
        catch (RealtimeConnectionException failure)
        {
            post(new LineGone(failure));
            return;
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            return;
        }

        var line = new Line(link);
        lock (_open)
        {
            _open[number] = line;
        }

        var writing = line.WriteAsync(ends);
        post(new LineOpened(number));
        var because = await ReadAsync(number, link, ends);
        line.Messages.Writer.TryComplete();
        lock (_open)
        {
            _open.Remove(number);
        }

        if (ends.IsCancellationRequested)
        {
            await link.DisposeAsync();
            await writing;
            return;
        }

        post(IsHopeless(link) ? new LineGone(new($"The server at {endpoint} {(_refusal is null ? "opens connections and closes them without a word" : "refuses the session")}: {because}") { Refusal = _refusal }) : new LineLost(number, because));

        await link.DisposeAsync();
        await writing;
    }

    public void Send(int number, ClientEvent clientEvent)
    {
        if (Find(number) is { } line)
        {
            line.Messages.Writer.TryWrite(clientEvent);
        }
    }

    /// <summary>Closes a connection after what was sent on it.</summary>
    public void Close(int number) => Find(number)?.Close();

    private Line? Find(int number)
    {
        lock (_open)
        {
            return _open.GetValueOrDefault(number);
        }
    }

    // a server that says why, and not that it is to be tried later, will say it again
    private bool IsHopeless(IRealtimeLink link) =>
        _withoutWord >= options.Reconnect.Attempts || (_refusal is not null && link.CloseStatus != TryAgainLater);

    // dialling has its own patience; this is for servers that answer, and then say nothing
    private Task PauseAsync(CancellationToken ends) => _withoutWord == 0
        ? Task.CompletedTask
        : Task.Delay(TimeSpan.FromTicks(Math.Min(options.Reconnect.LongestPause.Ticks, options.Reconnect.FirstPause.Ticks << _withoutWord)), options.Time, ends);

    private async Task<string> ReadAsync(int number, IRealtimeLink link, CancellationToken ends)
    {
        (_withoutWord, _refusal) = (_withoutWord + 1, null);
        try
        {
            await foreach (var said in link.ReadAllAsync(ends))
            {
                _withoutWord = said is SessionCreated ? 0 : _withoutWord;
                if (said is ErrorEvent { Error: var error } && _withoutWord > 0)
                {
                    _refusal = error; // before its first word: it does not want us
                }
                else
                {
                    post(new ServerSaid(number, said));
                }
            }

            return _refusal is { } refused ? $"{refused.Message} ({refused.Code ?? refused.Type})" : $"the server closed it with {(int?)link.CloseStatus ?? 1005}{(link.CloseDescription is { Length: > 0 } reason ? $" ({reason})" : "")}";
        }
        catch (RealtimeConnectionException lost)
        {
            return lost.Message;
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            return "the session has ended";
        }
    }

    private ResiliencePipeline Patience(bool isFirst) => new ResiliencePipelineBuilder { TimeProvider = options.Time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<RealtimeConnectionException>(failure => IsPassing(failure, isFirst)),
            MaxRetryAttempts = Math.Max(1, (isFirst ? options.Reconnect.FirstAttempts : options.Reconnect.Attempts) - 1),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.Reconnect.FirstPause,
            MaxDelay = options.Reconnect.LongestPause,
            DelayGenerator = attempt => new((attempt.Outcome.Exception as RealtimeConnectionException)?.RetryAfter),
        })
        .Build();

    // a wrong key or path stays wrong; and a server that was never there is most likely a wrong URL
    private static bool IsPassing(RealtimeConnectionException failure, bool isFirst) => failure.StatusCode switch
    {
        HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => true,
        null => !isFirst,
        _ => false,
    };

    private sealed class Line(IRealtimeLink link)
    {
        public Channel<ClientEvent> Messages { get; } = Channel.CreateUnbounded<ClientEvent>(new() { SingleReader = true });

        private volatile bool _isClosing;

        public void Close()
        {
            _isClosing = true;
            Messages.Writer.TryComplete();
        }

        public async Task WriteAsync(CancellationToken ends)
        {
            try
            {
                await foreach (var clientEvent in Messages.Reader.ReadAllAsync(ends))
                {
                    await link.SendAsync(clientEvent, ends);
                }

                if (_isClosing)
                {
                    await link.DisposeAsync();
                }
            }
            catch (Exception ended) when (ended is RealtimeConnectionException or OperationCanceledException)
            {
                // the reader tells of it
            }
        }
    }
}
