using Parley.Conversations;
using Parley.Protocol;
using Parley.Responding;

namespace Parley.Sessions;

/// <summary>All responses of a session: the active one of the conversation, the one that waits for its end, and those outside.</summary>
internal sealed class Responses(Conversation conversation, Ids ids, SessionPolicy policy, SessionWriter writer)
{
    private readonly Dictionary<string, Response> _outOfBand = [];
    private readonly HashSet<Response> _waiting = []; // for transcripts of what they shall answer
    private readonly Queue<ConversationItemCreate> _held = [];
    private ResponsePlan? _next;
    private bool _nextIsAutomatic;

    /// <summary>The response of the conversation that is in progress.</summary>
    public Response? Active { get; private set; }

    public bool AreIdle => Active is null && _outOfBand.Count == 0 && _next is null;

    /// <summary>Starts what a client asked for, or keeps it until the active response has ended.</summary>
    /// <exception cref="InvalidRequestException">One is active already, or the plan refers to an unknown item.</exception>
    public void Create(ResponsePlan plan)
    {
        _ = Prompt.Context(plan, conversation).Count(); // an unknown reference is refused before anything begins
        if (plan.IsOutOfBand || Active is null)
        {
            Begin(plan);
        }
        else if (policy.CoalescesResponses || (Active.HasCalled && _next is null))
        {
            _next = plan; // clients answer a call before its response is done
            _nextIsAutomatic = false;
        }
        else
        {
            throw new InvalidRequestException(
                "conversation_already_has_active_response",
                $"Conversation already has an active response in progress: {Active.Id}. Wait until the response is finished before creating a new one.");
        }
    }

    /// <summary>Answers the user's turn: now, or when the response that was not to be interrupted has ended.</summary>
    public void CreateAutomatically(ResponsePlan plan)
    {
        if (Active is null)
        {
            Begin(plan);
        }
        else if (_next is null || _nextIsAutomatic)
        {
            _next = plan;
            _nextIsAutomatic = true;
        }
    }

    /// <param name="responseId">Null for the active one.</param>
    /// <exception cref="InvalidRequestException">No such response is in progress.</exception>
    public void Cancel(string? responseId)
    {
        var response = responseId is null || responseId == Active?.Id ? Active : _outOfBand.GetValueOrDefault(responseId);
        Cancel(response ?? throw new InvalidRequestException("response_cancel_not_active", "Cancellation failed: no active response found"), "client_cancelled");
    }

    /// <summary>The user speaks: the active response ends, those outside the conversation go on.</summary>
    public void Interrupt()
    {
        if (_nextIsAutomatic)
        {
            _next = null; // the turn that begins will have its own answer
        }

        if (Active is { } active)
        {
            Cancel(active, "turn_detected");
        }
    }

    /// <returns>The response that took the step; null for late news of one that has ended.</returns>
    public Response? Step(string responseId, ResponseStep step)
    {
        var response = responseId == Active?.Id ? Active : _outOfBand.GetValueOrDefault(responseId);
        response?.Apply(step);
        if (response is { IsDone: true })
        {
            Forget(response);
        }

        return response;
    }

    /// <summary>A transcript is there, or never will be: what waited for it may begin.</summary>
    public void TranscriptSettled()
    {
        foreach (var response in _waiting.Where(IsReady).ToArray())
        {
            _waiting.Remove(response);
            BeginWork(response);
        }
    }

    /// <summary>Keeps an item back that a client added before the response that called for it was done.</summary>
    public bool Holds(ConversationItemCreate create)
    {
        if (Active is not { HasCalled: true })
        {
            return false;
        }

        _held.Enqueue(create);
        return true;
    }

    /// <summary>The next item that was held back, once its response is done.</summary>
    public ConversationItemCreate? Release() => Active is null && _held.TryDequeue(out var create) ? create : null;

    /// <summary>Starts what waited for the active response, once the held items are in.</summary>
    public void BeginNext()
    {
        if (Active is null && _next is { } plan)
        {
            _next = null;
            Begin(plan);
        }
    }

    private void Begin(ResponsePlan plan)
    {
        var response = new Response(ids.Response(), plan, plan.IsOutOfBand ? null : conversation, ids, writer.Emit);
        if (plan.IsOutOfBand)
        {
            _outOfBand.Add(response.Id, response);
        }
        else
        {
            Active = response;
        }

        response.Create();
        if (IsReady(response))
        {
            BeginWork(response);
        }
        else
        {
            _waiting.Add(response);
        }
    }

    private bool IsReady(Response response) => !Prompt.Context(response.Plan, conversation).Any(entry => entry.AwaitsTranscript);

    private void BeginWork(Response response) =>
        writer.Execute(new BeginResponse(response.Id, response.Plan, Prompt.For(response.Plan, conversation)));

    private void Cancel(Response response, string reason)
    {
        writer.Execute(new AbandonResponse(response.Id));
        response.Cancel(reason);
        Forget(response);
    }

    private void Forget(Response response)
    {
        _waiting.Remove(response);
        _outOfBand.Remove(response.Id);
        if (Active == response)
        {
            Active = null;
        }
    }
}
