using Parley.Conversations;
using Parley.Protocol;
using Parley.Responding;
using Parley.Tools;

namespace Parley.Sessions;

/// <summary>
/// The server's calls that clients see. They run beside the response that made them, and are told to be completed once that is
/// done; then another response tells what came of them.
/// </summary>
internal sealed class McpCalls(ToolRules rules, Conversation conversation, Approvals approvals, ArmedTimers timers, SessionWriter writer)
{
    private static readonly ToolOutcome Interrupted = ToolOutcome.Failed("The user broke in.");

    private readonly List<Running> _running = [];
    private int _inTurn;

    /// <summary>Somebody who listens waits for a result.</summary>
    public bool AreAwaited => _running.Exists(call => call.Outcome is null);

    /// <summary>The user has had a turn: what comes is about that.</summary>
    public void NewTurn() => _inTurn = 0;

    /// <summary>Begins the calls that a response has made.</summary>
    public void Begin(Response response)
    {
        foreach (var call in response.TakeStarted())
        {
            if (call.IsAsked)
            {
                approvals.Ask(call);
                continue;
            }

            _inTurn++;
            _running.Add(new(response, call));
            writer.Emit(new ResponseMcpCallInProgress(call.OutputIndex, call.Entry.Id));
            writer.Execute(new RunTool(call.Entry.Id, call.Function, call.Arguments));
            if (response.Plan.Speaks && !timers.IsArmed(SessionTimer.Filler))
            {
                timers.Arm(SessionTimer.Filler, rules.FillerAfter);
            }
        }
    }

    /// <summary>A call has come to something.</summary>
    /// <returns>False for late news of one that was given up.</returns>
    public bool Return(string itemId, ToolOutcome outcome)
    {
        if (_running.Find(call => call.Call.Entry.Id == itemId && call.Outcome is null) is not { } running)
        {
            return false;
        }

        running.Outcome = outcome;
        if (running.Call.Entry.Item is McpCallItem item)
        {
            running.Call.Entry.Item = item with { Output = outcome.Error is null ? outcome.Output : null, Error = outcome.Error };
        }

        return true;
    }

    /// <summary>The user breaks in: what only looks is given up, what may have changed something is let finish.</summary>
    public void Interrupt()
    {
        foreach (var running in _running.FindAll(call => call.Outcome is null && call.Call.Function.Effect == FunctionEffect.Reads))
        {
            writer.Execute(new AbandonTool(running.Call.Entry.Id));
            Return(running.Call.Entry.Id, Interrupted);
            running.IsInterrupted = true;
        }
    }

    /// <summary>Tells of the calls that are over, once their response is done.</summary>
    /// <returns>The responses all of whose calls are over, and want to be followed by one that tells of it.</returns>
    public IReadOnlyList<Response> Settle()
    {
        if (_running.Count == 0)
        {
            return []; // as it is at nearly every input, of which each piece of sound is one
        }

        List<Response> over = [];
        foreach (var running in _running.FindAll(call => call is { Outcome: not null, Response.IsDone: true }))
        {
            _running.Remove(running);
            var (index, id) = (running.Call.OutputIndex, running.Call.Entry.Id);
            writer.Emit(running.Outcome!.Error is null ? new ResponseMcpCallCompleted(index, id) : new ResponseMcpCallFailed(index, id));
            if (!running.IsInterrupted && !running.Response.HasCalled && !_running.Exists(call => call.Response == running.Response))
            {
                over.Add(running.Response); // where the client has calls to answer, it asks for the response itself
            }
        }

        if (!AreAwaited)
        {
            timers.Disarm(SessionTimer.Filler);
        }

        return over;
    }

    /// <summary>The plan of the response that tells what came of the calls of another.</summary>
    public ResponsePlan FollowUp(ResponsePlan plan) => plan with
    {
        ToolChoice = _inTurn >= rules.CallsPerTurn ? ToolChoice.None : ToolChoice.Auto,
        Input = null,
        Line = null,
    };

    /// <summary>The plan of a response that only says that it takes a moment; null where nobody waits for a spoken one.</summary>
    public ResponsePlan? Filling(string asked) =>
        _running.Find(call => call.Outcome is null && call.Response.Plan.Speaks) is { Response.Plan: var plan } ? plan with { Line = Filler.In(plan.Language, asked) } : null;

    /// <summary>What the user said last, as far as it is words.</summary>
    public string Asked => conversation.Entries.LastOrDefault(entry => entry.Item is MessageItem { Role: Role.User }) is { } entry
        ? entry.HeardText ?? ((MessageItem)entry.Item).Text
        : "";

    private sealed class Running(Response response, StartedCall call)
    {
        public Response Response => response;

        public StartedCall Call => call;

        public ToolOutcome? Outcome { get; set; }

        public bool IsInterrupted { get; set; }
    }
}
