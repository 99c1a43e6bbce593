using Parley.Conversations;
using Parley.Protocol;
using Parley.Responding;

namespace Parley.Sessions;

/// <summary>Calls that wait for the client's approval, and those that have it and wait for a response to be made in.</summary>
internal sealed class Approvals(Conversation conversation)
{
    private readonly Dictionary<string, StartedCall> _asked = [];
    private readonly List<ApprovedCall> _approved = [];

    public void Ask(StartedCall call) => _asked[call.Entry.Id] = call;

    /// <exception cref="InvalidRequestException">Nothing waits for this answer.</exception>
    public void Check(McpApprovalResponseItem answer)
    {
        if (!_asked.TryGetValue(answer.ApprovalRequestId, out var call) || !conversation.Holds(call.Entry))
        {
            var why = conversation.Find(answer.ApprovalRequestId) is { Item: McpApprovalRequestItem } ? "was answered already" : "is no request for an approval in this conversation";
            throw InvalidRequestException.InvalidValue("item.approval_request_id", $"Error creating item: '{answer.ApprovalRequestId}' {why}.");
        }
    }

    /// <summary>Takes an answer that was checked.</summary>
    public void Answer(McpApprovalResponseItem answer)
    {
        if (_asked.Remove(answer.ApprovalRequestId, out var call) && answer.Approve)
        {
            _approved.Add(new(call.Function, call.Arguments, answer.ApprovalRequestId));
        }
    }

    /// <summary>The calls that may be made now; each is given once.</summary>
    public IReadOnlyList<ApprovedCall> Take()
    {
        ApprovedCall[] approved = [.. _approved];
        _approved.Clear();
        return approved;
    }
}
