using Microsoft.Extensions.Logging;
using Parley.Agents;
using Parley.Protocol;
using Parley.Running;
using Parley.Server;
using Parley.Sessions;
using Parley.Testing;
using Parley.Transport;

namespace Parley.Tests.Running;

/// <summary>A real Parley server whose engines do as they are told, and sessions at it whose line can be cut.</summary>
internal sealed class Booth : IAsyncDisposable
{
    private const string Key = "sk-agents-tests";

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly ParleyServer _server;
    private int _dialled;

    private Booth(ParleyServer server) => _server = server;

    /// <summary>How often a connection was opened.</summary>
    public int Dialled => Volatile.Read(ref _dialled);

    public RealtimeEndpoint Endpoint => RealtimeEndpoint.Parley(_server.Address, Key, "parley");

    /// <param name="chat">Obedient unless it is scripted.</param>
    public static async Task<Booth> OpenAsync(ScriptedChatClient? chat = null, ScriptedSpeechToText? hearing = null, int? maxSessionMinutes = 60, TimeProvider? time = null)
    {
        var pipeline = new Pipeline("parley", () => new LoudnessVoiceActivity(), hearing ?? new(), chat is null ? new ObedientChatClient() : chat, new ScriptedTextToSpeech { MsPerCharacter = 5 });
        return new(await ParleyServer.StartAsync(
            new()
            {
                Port = 0,
                Keys = [Key],
                Pipelines = [pipeline],
                Configure = options =>
                {
                    options.Limits.MaxSessionMinutes = maxSessionMinutes;
                    (options.Limits.MaxCpuPercent, options.Limits.MaxLatenessMs) = (0, 0);
                },
                Logging = logging => logging.SetMinimumLevel(LogLevel.None),
            },
            CancellationToken.None));
    }

    /// <param name="fault">Where the line is cut, once.</param>
    public RealtimeRunOptions Options(Fault? fault = null) => new()
    {
        Reconnect = new() { FirstPause = TimeSpan.FromMilliseconds(1) },
        Dial = async (endpoint, cancellation) =>
        {
            Interlocked.Increment(ref _dialled);
            IRealtimeLink link = await RealtimeConnection.ConnectAsync(endpoint, cancellation);
            return fault is null ? link : new CutLink(link, fault);
        },
    };

    public Task<RealtimeSession> RunAsync(RealtimeAgent agent, RealtimeRunOptions? options = null, object? context = null) => new RealtimeRunner(agent, Endpoint, options ?? Options()).RunAsync(context);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

/// <summary>Where a line is cut: once, instead of telling the event that it names.</summary>
/// <param name="AtServer">An event that the client does not get any more.</param>
/// <param name="AtClient">An event that the server does not get any more.</param>
internal sealed record Fault(Func<ServerEvent, bool>? AtServer = null, Func<ClientEvent, bool>? AtClient = null)
{
    private bool _isDone;

    public bool Strikes(ServerEvent said) => !_isDone && AtServer?.Invoke(said) is true && !Interlocked.Exchange(ref _isDone, true);

    public bool Strikes(ClientEvent said) => !_isDone && AtClient?.Invoke(said) is true && !Interlocked.Exchange(ref _isDone, true);
}

internal sealed class CutLink(IRealtimeLink inner, Fault fault) : IRealtimeLink
{
    private readonly CancellationTokenSource _cut = new();

    public System.Net.WebSockets.WebSocketCloseStatus? CloseStatus => inner.CloseStatus;

    public string? CloseDescription => inner.CloseDescription;

    public async ValueTask SendAsync(ClientEvent clientEvent, CancellationToken cancellationToken = default)
    {
        if (_cut.IsCancellationRequested || fault.Strikes(clientEvent))
        {
            await _cut.CancelAsync();
            throw new RealtimeConnectionException("cut");
        }

        await inner.SendAsync(clientEvent, cancellationToken);
    }

    public async IAsyncEnumerable<ServerEvent> ReadAllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var events = inner.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        while (true)
        {
            var next = events.MoveNextAsync().AsTask();
            await Task.WhenAny(next, Task.Delay(Timeout.Infinite, _cut.Token), Task.Delay(Timeout.Infinite, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (_cut.IsCancellationRequested || (next.IsCompletedSuccessfully && next.Result && fault.Strikes(events.Current)))
            {
                await inner.DisposeAsync();
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw new RealtimeConnectionException("cut");
            }

            if (!await next)
            {
                yield break;
            }

            yield return events.Current;
        }
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

internal static class SessionReading
{
    /// <summary>All events up to the first that fits, that one included.</summary>
    public static async Task<IReadOnlyList<RealtimeSessionEvent>> UntilAsync(this RealtimeSession session, Func<RealtimeSessionEvent, bool> fits)
    {
        using var patience = new CancellationTokenSource(Booth.Patience);
        List<RealtimeSessionEvent> events = [];
        try
        {
            await foreach (var happened in session.WithCancellation(patience.Token))
            {
                events.Add(happened);
                if (fits(happened))
                {
                    return events;
                }
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // told below, with what was seen
        }

        throw new InvalidOperationException($"It did not happen. Seen: {string.Join(", ", events.Select(Brief))}");
    }

    private static string Brief(RealtimeSessionEvent happened) => happened switch
    {
        RealtimeRawServerEvent { Event: var said } => said.WireName(),
        RealtimeError(var code, var message) => $"error {code}: {message}",
        RealtimeToolEnd(_, _, var result) => $"tool_end {result.Output}",
        RealtimeHistoryUpdated { History: var history } => $"history_updated [{string.Join(" | ", history.Select(item => item is MessageItem message ? message.Text : item.GetType().Name))}]",
        var other => other.Type,
    };

    /// <summary>All events until the agent has said these words, to their end.</summary>
    public static Task<IReadOnlyList<RealtimeSessionEvent>> UntilSaidAsync(this RealtimeSession session, string words)
    {
        var isSaid = false;
        return session.UntilAsync(happened =>
        {
            isSaid |= happened is RealtimeHistoryUpdated { History: var history } && history.OfType<MessageItem>().Any(item => item.Role == Role.Assistant && item.Text.Contains(words, StringComparison.Ordinal));
            return isSaid && happened is RealtimeAgentEnd;
        });
    }
}
