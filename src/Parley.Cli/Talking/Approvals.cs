using Parley.Calling;
using Parley.Running;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>Calls that a person is asked about, one after the other.</summary>
internal sealed class Approvals(RealtimeSession session, ITalkView view, TalkLog log)
{
    private const string Nobody = "Nobody is there to approve of this call.";

    private readonly Queue<ToolCall> _calls = [];

    /// <summary>What is asked just now.</summary>
    public string? Question => _calls.TryPeek(out var call) ? $"Call {call.Name} {call.Arguments}? y or n" : null;

    public void Ask(ToolCall call)
    {
        _calls.Enqueue(call);
        if (_calls.Count == 1)
        {
            view.Step("approve?", Question!);
        }
    }

    public async Task AnswerAsync(bool isApproved)
    {
        if (!_calls.TryDequeue(out var call))
        {
            return;
        }

        log.Write("approval", ("tool", call.Name), ("approved", isApproved), ("call", call.CallId));
        await (isApproved ? session.ApproveAsync(call.CallId) : session.RejectAsync(call.CallId));
        if (Question is { } next)
        {
            view.Step("approve?", next);
        }
    }

    /// <summary>Nobody can answer any more.</summary>
    public async Task RejectAllAsync()
    {
        while (_calls.TryDequeue(out var call))
        {
            view.Note($"{call.Name} was not called: {Nobody}");
            log.Write("approval", ("tool", call.Name), ("approved", false), ("call", call.CallId));
            await session.RejectAsync(call.CallId, Nobody);
        }
    }

    /// <returns>Whether a line answers.</returns>
    public static bool? Read(string line) => line.Trim().ToLowerInvariant() switch
    {
        "y" or "yes" => true,
        "n" or "no" => false,
        _ => null,
    };
}
