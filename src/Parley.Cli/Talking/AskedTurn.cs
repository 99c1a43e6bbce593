using System.Runtime.CompilerServices;
using Parley.Agents;
using Parley.Protocol;
using Parley.Running;
using Parley.Terminals;
using Parley.Transport;

namespace Parley.Talking;

/// <summary>One question's answer, as a session tells it, to the end of the first response that calls no function.</summary>
internal sealed class AskedTurn(RealtimeSession session, RealtimeEndpoint endpoint, Surroundings around)
{
    private const int MostRounds = 20;
    private const string Closed = "the server closed it";

    private readonly Dictionary<string, FunctionCallItem> _calls = [];
    private bool _hasCalled;
    private string? _answered;
    private int _rounds;

    /// <summary>How the answer's sound comes.</summary>
    public AudioFormat AnswerFormat => session.OutputFormat;

    /// <exception cref="CommandException">The server refused, failed or left before the answer was whole.</exception>
    public async IAsyncEnumerable<TalkStep> StepsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var happened in session.WithCancellation(cancellation))
        {
            switch (happened)
            {
                case RealtimeReconnecting(var because):
                    throw Lost(because);
                case RealtimeToolApprovalRequired(_, var call):
                    around.Voice.Note($"{call.Name} was not called: it is to be approved of, which only {around.Command} talk asks for.");
                    await session.RejectAsync(call.CallId);
                    break;
                case RealtimeHistoryAdded(FunctionCallOutputItem output) when _calls.TryGetValue(output.CallId, out var call):
                    yield return new ToolAnswered(call, new(output.Output), around.Time.GetTimestamp());
                    break;
                case RealtimeRawServerEvent(var said):
                    yield return new ServerSaid(said, around.Time.GetTimestamp());
                    if (IsEnd(said))
                    {
                        yield break;
                    }

                    break;
            }
        }
    }

    private bool IsEnd(ServerEvent said)
    {
        switch (said)
        {
            case ErrorEvent(var error):
                throw OpenedSession.Refused(endpoint, error);
            case ResponseOutputItemDone { Item: FunctionCallItem call }:
                _calls[call.CallId ?? call.Id ?? ""] = call;
                _hasCalled = true;
                return false;
            case ParleyTurnTrace trace:
                return trace.ResponseId == _answered;
            case ResponseDone(var response):
                return !ResponseEnd.IsInterrupted(response) && IsEnd(response);
            default:
                return false;
        }
    }

    private bool IsEnd(ResponseInfo response)
    {
        ResponseEnd.ThrowIfLost(response);
        if (!_hasCalled)
        {
            _answered = response.Id;
            return !endpoint.Trace; // where there is one, it follows at once
        }

        _hasCalled = false;
        return ++_rounds > MostRounds ? throw new CommandException($"The model called functions {MostRounds} times without an answer.") : false;
    }

    private CommandException Lost(string because) => new(because.StartsWith(Closed, StringComparison.Ordinal)
        ? $"The server {endpoint} closed the connection{because[Closed.Length..]} before the answer was complete."
        : because);
}
