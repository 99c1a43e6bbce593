using System.Runtime.CompilerServices;
using Parley.Protocol;
using Parley.Terminals;
using Parley.Transport;

namespace Parley.Talking;

/// <summary>A conversation with a Realtime server: asks, runs the functions that the model calls, and listens until the answer is whole.</summary>
internal sealed class Talk : IAsyncDisposable
{
    private const int MostRounds = 20;

    private readonly RealtimeConnection _connection;
    private readonly IAsyncEnumerator<ServerEvent> _events;
    private readonly RealtimeEndpoint _endpoint;
    private readonly ToolBook _tools;
    private readonly TimeProvider _time;
    private readonly Action<ServerEvent> _seen;
    private string? _answered;

    private Talk(
        RealtimeConnection connection, RealtimeEndpoint endpoint, ToolBook tools, TimeProvider time, Action<ServerEvent> seen, CancellationToken cancellation)
    {
        (_connection, _endpoint, _tools, _time, _seen) = (connection, endpoint, tools, time, seen);
        _events = connection.ReadAllAsync(cancellation).GetAsyncEnumerator(cancellation);
    }

    /// <summary>The format in which the server speaks.</summary>
    public AudioFormat AnswerFormat { get; private set; } = AudioFormat.Pcm24000;

    /// <summary>Connects and configures the session.</summary>
    /// <param name="seen">Is told of every event.</param>
    /// <param name="cancellation">Ends the conversation, whenever.</param>
    /// <exception cref="RealtimeConnectionException">The server could not be reached.</exception>
    /// <exception cref="CommandException">The server refused.</exception>
    public static async Task<Talk> OpenAsync(
        RealtimeEndpoint endpoint, TalkSettings settings, ToolBook tools, TimeProvider time, Action<ServerEvent> seen, CancellationToken cancellation)
    {
        var connection = await RealtimeConnection.ConnectAsync(endpoint, time, cancellation);
        var talk = new Talk(connection, endpoint, tools, time, seen, cancellation);
        try
        {
            await talk.ConfigureAsync(settings, cancellation);
            return talk;
        }
        catch
        {
            await talk.DisposeAsync();
            throw;
        }
    }

    public ValueTask SendAsync(ClientEvent clientEvent, CancellationToken cancellation) => _connection.SendAsync(clientEvent, cancellation);

    /// <summary>One turn, as it happens, to the end of the first response that calls no function.</summary>
    /// <param name="ask">Puts the question; it runs beside the answer and is cancelled with it.</param>
    /// <exception cref="CommandException">The server refused, failed or left before the answer was whole.</exception>
    public async IAsyncEnumerable<TalkStep> TurnAsync(
        Func<Talk, CancellationToken, Task> ask, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asking = ask(this, over.Token);
        var calls = new List<(FunctionCallItem Call, Task<ToolOutput> Output)>();
        try
        {
            for (var round = 0; ;)
            {
                var said = await NextAsync("the answer was complete");
                yield return new ServerSaid(said, _time.GetTimestamp());
                if (said is ResponseOutputItemDone { Item: FunctionCallItem call })
                {
                    calls.Add((call, _tools.AnswerAsync(call, over.Token)));
                }

                if (said is ParleyTurnTrace trace && trace.ResponseId == _answered)
                {
                    yield break;
                }

                if (said is not ResponseDone { Response: var response })
                {
                    continue;
                }

                ResponseEnd.ThrowIfLost(response);
                if (ResponseEnd.IsInterrupted(response))
                {
                    calls.Clear();
                    continue;
                }

                if (calls.Count == 0)
                {
                    _answered = response.Id;
                    if (_endpoint.Trace)
                    {
                        continue; // the trace follows at once
                    }

                    yield break;
                }

                if (++round > MostRounds)
                {
                    throw new CommandException($"The model called functions {MostRounds} times without an answer.");
                }

                foreach (var (item, output) in calls)
                {
                    var result = await output;
                    yield return new ToolAnswered(item, result, _time.GetTimestamp());
                    await SendAsync(new ConversationItemCreate(new FunctionCallOutputItem(item.CallId ?? item.Id ?? "", result.Text)), cancellation);
                }

                calls.Clear();
                await SendAsync(new ResponseCreate(), cancellation);
            }
        }
        finally
        {
            await over.CancelAsync();
            await EndOf(asking);
            await EndOf(Task.WhenAll(calls.Select(call => call.Output)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _events.DisposeAsync();
    }

    private static async Task EndOf(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception ended) when (ended is OperationCanceledException or RealtimeConnectionException)
        {
            // the turn is over, or the reader tells why the connection is
        }
    }

    private async Task ConfigureAsync(TalkSettings settings, CancellationToken cancellation)
    {
        while (await NextAsync("a session was opened") is not SessionCreated)
        {
            // whatever else a server greets with
        }

        await SendAsync(settings.Update(_tools), cancellation);
        while (true)
        {
            if (await NextAsync("it had accepted the session's settings") is SessionUpdated { Session: var session })
            {
                AnswerFormat = (session as RealtimeSessionConfig)?.Audio.Output.Format ?? AnswerFormat;
                return;
            }
        }
    }

    private async Task<ServerEvent> NextAsync(string awaited)
    {
        if (!await _events.MoveNextAsync())
        {
            throw new CommandException($"The server {_endpoint} closed the connection{Closing()} before {awaited}.");
        }

        _seen(_events.Current);
        return _events.Current is ErrorEvent { Error: var error }
            ? throw OpenedSession.Refused(_endpoint, error)
            : _events.Current;
    }

    private string Closing() => _connection.CloseStatus is { } status
        ? $" with {(int)status}{(_connection.CloseDescription is { Length: > 0 } reason ? $" ({reason})" : "")}"
        : "";
}
