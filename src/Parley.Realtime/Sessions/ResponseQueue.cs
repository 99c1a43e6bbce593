using Parley.Conversations;
using Parley.Protocol;
using Parley.Responding;

namespace Parley.Sessions;

/// <summary>A response that is to be made.</summary>
/// <param name="Input">The entries that the plan names, found while they were there; null for the conversation as it will be.</param>
internal sealed record PlannedResponse(ResponsePlan Plan, IReadOnlyList<ConversationEntry>? Input = null);

/// <summary>What waits for the end of the conversation's active response: one more at most.</summary>
/// <param name="coalesces">A response that is asked for while one runs is folded into it where it can be, instead of refused.</param>
internal sealed class ResponseQueue(bool coalesces)
{
    private PlannedResponse? _next;
    private bool _isAutomatic;
    private bool _hasNews; // something was added to the conversation since the active response began

    public bool IsEmpty => _next is null;

    /// <summary>What is added from now on, the active response does not know.</summary>
    public void Begun() => _hasNews = false;

    /// <summary>Something was added that the active response does not know.</summary>
    public void Note() => _hasNews = true;

    /// <summary>Takes what a client asked for while a response is active.</summary>
    /// <exception cref="InvalidRequestException">It may not wait.</exception>
    public void Add(PlannedResponse planned, Response active)
    {
        if (coalesces ? _hasNews || active.HasCalled : active.HasCalled && IsEmpty)
        {
            (_next, _isAutomatic) = (planned, false); // clients answer a call before its response is done
        }
        else if (!coalesces) // otherwise it was asked twice for the same, and the active response is the answer to both
        {
            throw new InvalidRequestException(
                "conversation_already_has_active_response",
                $"Conversation already has an active response in progress: {active.Id}. Wait until the response is finished before creating a new one.");
        }
    }

    /// <summary>Takes the answer to a turn of the user; what a client asked for goes before it.</summary>
    public void AddAutomatic(PlannedResponse planned)
    {
        if (IsEmpty || _isAutomatic)
        {
            (_next, _isAutomatic) = (planned, true);
        }
    }

    /// <summary>The user speaks: what would speak over them is not made.</summary>
    /// <param name="isAnswered">The turn that begins will have an answer of its own.</param>
    public void Interrupt(bool isAnswered)
    {
        if (isAnswered || _isAutomatic)
        {
            Clear();
        }
    }

    public void Clear() => _next = null;

    /// <summary>What has waited, and waits no more.</summary>
    public PlannedResponse? Take()
    {
        var next = _next;
        Clear();
        return next;
    }
}
