using Parley.Agents;
using Parley.Calling;
using Parley.Protocol;

namespace Parley.Running;

/// <summary>The calls of a model: started when they may be, approved where they must be, and their results told once, all of a response together.</summary>
internal sealed class ToolDesk(object? context, IAgentOutput output)
{
    private readonly ToolLedger _ledger = new();
    private readonly Dictionary<int, ToolLedger.Entry> _fillers = [];
    private readonly RecentIds _ended = new();
    private int _timers;

    /// <summary>What the agent that speaks can call.</summary>
    public IReadOnlyDictionary<string, RealtimeTool> Tools { get; set; } = new Dictionary<string, RealtimeTool>();

    public string Agent { get; set; } = "";

    public bool IsBusy => _ledger.IsBusy;

    /// <summary>Whether a call has come whole.</summary>
    public bool Knows(FunctionCallItem item) => _ledger.Find(IdOf(item)) is not null;

    /// <summary>A model calls.</summary>
    /// <returns>The call, to be answered by the session itself; null where it is known, or started here.</returns>
    public ToolLedger.Entry? Request(FunctionCallItem item, string responseId, bool isOwn)
    {
        var call = new ToolCall(IdOf(item), item.Name, item.Arguments) { Context = context };
        if (_ledger.Request(call, responseId, Tools.GetValueOrDefault(call.Name)) is not { } entry)
        {
            return null;
        }

        if (isOwn)
        {
            entry.State = CallState.Running;
            return entry;
        }

        if (entry.Tool is null)
        {
            End(entry, ToolResult.Unknown(call.Name));
        }
        else if (entry.Tool.IsApprovedFirst)
        {
            entry.State = CallState.AwaitingApproval;
            output.Emit(new RealtimeToolApprovalRequired(Agent, call));
        }

        return null;
    }

    /// <summary>Starts what may run now.</summary>
    /// <param name="isTurnFinal">Whether the person has said all, and it is known what.</param>
    public void Start(bool isTurnFinal)
    {
        foreach (var entry in _ledger.Waiting.Where(entry => isTurnFinal || entry.Tool!.Effect != ToolEffect.Irreversible).ToList())
        {
            Run(entry, entry.Tool!);
        }
    }

    /// <summary>A person, or the application, has said whether a call may be made.</summary>
    public void Approve(string callId, bool isApproved, string? reason)
    {
        if (_ledger.Find(callId) is not { State: CallState.AwaitingApproval } entry)
        {
            output.Emit(new RealtimeError("unknown_call", $"No call {callId} waits for an approval."));
        }
        else if (isApproved)
        {
            entry.State = CallState.Requested;
        }
        else
        {
            End(entry, ToolResult.Rejected(reason));
        }
    }

    public void End(string callId, ToolResult result)
    {
        if (_ledger.Find(callId) is { State: < CallState.Done } entry)
        {
            End(entry, result);
        }
    }

    public void End(ToolLedger.Entry entry, ToolResult result)
    {
        (entry.State, entry.Result) = (CallState.Done, result);
        output.Emit(new RealtimeToolEnd(Agent, entry.Call, result));
    }

    /// <summary>A response has ended: there will be no more calls of it.</summary>
    /// <returns>Whether it has made any.</returns>
    public bool ResponseEnded(string responseId)
    {
        _ended.Add(responseId);
        return _ledger.HasOf(responseId);
    }

    /// <summary>The results to be told now, and whether each is to be answered; they count as told.</summary>
    public IReadOnlyList<(FunctionCallOutputItem Result, bool IsWanted)> TakeResults() =>
        [.. _ledger.TakeDeliverable(_ended.Contains).Select(entry => (new FunctionCallOutputItem(entry.Call.CallId, entry.Result!.Output), !entry.IsUnwanted))];

    /// <summary>What was asked for is not wanted any more: what has not begun is not begun, and what runs is not answered.</summary>
    public void CallOff(string because)
    {
        foreach (var entry in _ledger.Open.ToList())
        {
            entry.IsUnwanted = true;
            if (entry.State is CallState.Requested or CallState.AwaitingApproval)
            {
                End(entry, ToolResult.Rejected(because));
            }
        }
    }

    /// <summary>What to say while a tool takes its time; null where it has ended.</summary>
    public string? Filler(int number) => _fillers.Remove(number, out var entry) && entry.State == CallState.Running ? entry.Tool!.Filler : null;

    private static string IdOf(FunctionCallItem item) => item.CallId ?? item.Id ?? "";

    private void Run(ToolLedger.Entry entry, RealtimeTool tool)
    {
        entry.State = CallState.Running;
        output.Emit(new RealtimeToolStart(Agent, entry.Call));
        output.Execute(new RunTool(tool, entry.Call));
        if (tool.Filler is not null)
        {
            _fillers[++_timers] = entry;
            output.Execute(new ArmTimer(AgentTimer.Filler, _timers, tool.FillerAfter));
        }
    }
}
