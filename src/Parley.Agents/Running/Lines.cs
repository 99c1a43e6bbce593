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
    private const int MostDoublings = 16;

    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongLived = TimeSpan.FromSeconds(10);

    private readonly Dictionary<int, Line> _open = [];
    private readonly RealtimeDial _dial = options.Dial ?? (async (to, cancellation) => await RealtimeConnection.ConnectAsync(to, options.Time, cancellation));
    private int _shortLived; // connections in a row that soon were lost

    /// <summary>Opens a connection, and reads it until it ends; what happens is posted.</summary>
    public async Task RunAsync(int number, CancellationToken ends)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await PauseAsync(ends);
            var link = await Patience(isFirst: number == 1).ExecuteAsync(async cancellation => await _dial(endpoint, cancellation), ends);
            await using var line = new Line(link, post);
            lock (_open)
            {
                _open[number] = line;
            }

            var writing = line.WriteAsync(ends);
            post(new LineOpened(number));
            post(await ReadAsync(number, line, ends));
            line.Messages.Writer.TryComplete();
            await line.DisposeAsync();
            await writing;
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // nobody is left to be told
        }
        catch (Exception failure)
        {
            post(new LineGone(number, failure as RealtimeConnectionException ?? new($"Cannot connect to {endpoint}: {failure.Message}", failure)));
        }
        finally
        {
            lock (_open)
            {
                _open.Remove(number);
            }
        }
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

    /// <summary>Closes all after what was sent on them, and waits for that, but not for long.</summary>
    public async Task CloseAsync()
    {
        List<Line> open;
        lock (_open)
        {
            open = [.. _open.Values];
        }

        open.ForEach(line => line.Close());
        try
        {
            await Task.WhenAll(open.Select(line => line.Closed)).WaitAsync(Goodbye, options.Time);
        }
        catch (TimeoutException)
        {
            // a server that takes nothing is left without
        }
    }

    private Line? Find(int number)
    {
        lock (_open)
        {
            return _open.GetValueOrDefault(number);
        }
    }

    // dialling has its own patience; this is for servers that answer, and soon go again
    private Task PauseAsync(CancellationToken ends) => _shortLived == 0
        ? Task.CompletedTask
        : Task.Delay(TimeSpan.FromTicks(Math.Min(options.Reconnect.LongestPause.Ticks, options.Reconnect.FirstPause.Ticks << Math.Min(_shortLived, MostDoublings))), options.Time, ends);

    /// <returns>How it ended.</returns>
    private async Task<AgentInput> ReadAsync(int number, Line line, CancellationToken ends)
    {
        var (begun, hasGreeted, refusal) = (options.Time.GetTimestamp(), false, (ErrorDetails?)null);
        var because = await line.ReadAsync(Hear, ends);
        _shortLived = line.IsClosing || options.Time.GetElapsedTime(begun) >= LongLived ? 0 : _shortLived + 1;
        return refusal is not null && line.CloseStatus != TryAgainLater ? new LineGone(number, new($"The server at {endpoint} refuses the session: {refusal.Message} ({refusal.Code ?? refusal.Type})") { Refusal = refusal })
            : _shortLived >= options.Reconnect.Attempts ? new LineGone(number, new($"The server at {endpoint} opens connections and soon closes them{(hasGreeted ? "" : " without a word")}: {because}"))
            : new LineLost(number, because);

        void Hear(ServerEvent said)
        {
            hasGreeted |= said is SessionCreated;
            if (said is ErrorEvent { Error: var error } && !hasGreeted)
            {
                refusal = error; // before its first word: it does not want us, and will say so again
            }
            else
            {
                post(new ServerSaid(number, said));
            }
        }
    }

    private ResiliencePipeline Patience(bool isFirst) => (isFirst ? options.Reconnect.FirstAttempts : options.Reconnect.Attempts) is > 1 and var attempts
        ? Patience(isFirst, attempts)
        : ResiliencePipeline.Empty;

    private ResiliencePipeline Patience(bool isFirst, int attempts) => new ResiliencePipelineBuilder { TimeProvider = options.Time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<RealtimeConnectionException>(failure => IsPassing(failure, isFirst)),
            MaxRetryAttempts = Math.Max(1, attempts - 1),
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

    private sealed class Line(IRealtimeLink link, Action<AgentInput> post) : IAsyncDisposable
    {
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _isClosing;

        public Channel<ClientEvent> Messages { get; } = Channel.CreateUnbounded<ClientEvent>(new() { SingleReader = true });

        /// <summary>Whether it is we who have closed it.</summary>
        public bool IsClosing => _isClosing;

        public WebSocketCloseStatus? CloseStatus => link.CloseStatus;

        /// <summary>Closes it after what was sent.</summary>
        public void Close()
        {
            _isClosing = true;
            Messages.Writer.TryComplete();
        }

        /// <returns>Why it ended, in a line.</returns>
        public async Task<string> ReadAsync(Action<ServerEvent> hear, CancellationToken ends)
        {
            try
            {
                await foreach (var said in link.ReadAllAsync(ends))
                {
                    hear(said);
                }

                return $"the server closed it with {(int?)link.CloseStatus ?? 1005}{(link.CloseDescription is { Length: > 0 } reason ? $" ({reason})" : "")}";
            }
            catch (RealtimeConnectionException lost)
            {
                return lost.Message;
            }
        }

        public async Task WriteAsync(CancellationToken ends)
        {
            try
            {
                await foreach (var clientEvent in Messages.Reader.ReadAllAsync(ends))
                {
                    await SendAsync(clientEvent, ends);
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

        /// <summary>Done when nothing of it is left.</summary>
        public Task Closed => _closed.Task;

        public async ValueTask DisposeAsync()
        {
            try
            {
                await link.DisposeAsync();
            }
            finally
            {
                _closed.TrySetResult();
            }
        }

        private async Task SendAsync(ClientEvent clientEvent, CancellationToken ends)
        {
            try
            {
                await link.SendAsync(clientEvent, ends);
            }
            catch (Exception unwritable) when (unwritable is not (RealtimeConnectionException or OperationCanceledException))
            {
                post(new ApplicationFailed($"Sending {clientEvent.GetType().Name}", unwritable));
            }
        }
    }
}
