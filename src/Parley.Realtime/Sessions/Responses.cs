using Parley.Conversations;
using Parley.Protocol;
using Parley.Responding;

namespace Parley.Sessions;

/// <summary>All responses of a session: the active one of the conversation, the one that waits for its end, and those outside.</summary>
/// <param name="contextTokens">What the model can hold.</param>
internal sealed class Responses(Conversation conversation, Ids ids, SessionPolicy policy, int contextTokens, RateBudget budget, SessionWriter writer)
{
    private readonly ContextWindow _window = new(contextTokens);
    private readonly Dictionary<string, Response> _outOfBand = [];
    private readonly List<(Response Response, IReadOnlyList<ConversationEntry>? Input)> _waiting = []; // for transcripts of what they shall answer
    private readonly HeldItems _held = new(policy.HeldItems);
    private readonly HashSet<string> _unanswered = []; // calls of the last response whose outputs are still to come
    private bool _hasNews; // something was added to the conversation since the active response began
    private Request? _next;
    private bool _nextIsAutomatic;

    /// <summary>The response of the conversation that is in progress.</summary>
    public Response? Active { get; private set; }

    public bool AreIdle => IsConversationIdle && _outOfBand.Count == 0;

    /// <summary>Nothing speaks, or is about to speak, in the conversation itself.</summary>
    public bool IsConversationIdle => Active is null && _next is null;

    /// <summary>The active response waits for outputs of calls, and for no longer than a while.</summary>
    public bool WaitForOutputs => _unanswered.Count > 0 && Active is { } active && Waits(active);

    /// <summary>Starts what a client asked for, or keeps it until the active response has ended.</summary>
    /// <exception cref="InvalidRequestException">One is active already, or the plan refers to an unknown item.</exception>
    public void Create(ResponsePlan plan)
    {
        var request = new Request(plan, Prompt.Input(plan, conversation, ids)); // an unknown reference is refused before anything begins
        if (plan.IsOutOfBand && _outOfBand.Count >= policy.OutOfBandResponses)
        {
            throw new InvalidRequestException(
                "too_many_responses", $"At most {policy.OutOfBandResponses} responses outside the conversation run at a time. Wait until one is finished.");
        }

        if (plan.IsOutOfBand || Active is null)
        {
            Begin(request);
        }
        else if (policy.CoalescesResponses ? _hasNews || Active.HasCalled : Active.HasCalled && _next is null)
        {
            _next = request; // clients answer a call before its response is done
            _nextIsAutomatic = false;
        }
        else if (policy.CoalescesResponses)
        {
            return; // asked twice for the same: the active response is the answer to both
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
        _unanswered.Clear(); // a user who speaks is not kept waiting for them
        if (Active is null)
        {
            Begin(new(plan, null));
        }
        else if (_next is null || _nextIsAutomatic)
        {
            _next = new(plan, null);
            _nextIsAutomatic = true;
        }
    }

    /// <param name="responseId">Null for the active one.</param>
    /// <exception cref="InvalidRequestException">No such response is in progress.</exception>
    public Response Cancel(string? responseId)
    {
        var response = (responseId is null || responseId == Active?.Id ? Active : _outOfBand.GetValueOrDefault(responseId))
            ?? throw new InvalidRequestException("response_cancel_not_active", "Cancellation failed: no active response found");
        Cancel(response, "client_cancelled");
        return response;
    }

    /// <summary>The user speaks: the active response ends, those outside the conversation go on.</summary>
    /// <param name="isAnswered">The turn that begins will have an answer of its own.</param>
    public void Interrupt(bool isAnswered)
    {
        if (isAnswered || _nextIsAutomatic)
        {
            _next = null; // it would speak over the user
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

    /// <summary>Something new stands in the conversation.</summary>
    public void Note(Item item)
    {
        _hasNews |= Active is { } active && !Waits(active);
        if (item is FunctionCallOutputItem(var callId, _) && _unanswered.Remove(callId))
        {
            BeginReady();
        }
    }

    /// <summary>The outputs that have not come by now are not waited for.</summary>
    public void GiveUpOutputs()
    {
        _unanswered.Clear();
        BeginReady();
    }

    /// <summary>A transcript is there, or never will be, or an output has come: what waited for it may begin.</summary>
    public void BeginReady()
    {
        foreach (var waiting in _waiting.Where(each => IsReady(each.Response.Plan, each.Input)).ToArray())
        {
            _waiting.Remove(waiting);
            BeginWork(waiting.Response, waiting.Input);
        }
    }

    /// <summary>Nothing new begins: what waits for the active response never will.</summary>
    public void Withdraw() => _next = null;

    /// <summary>Ends all that is in progress, and tells why.</summary>
    public void FailAll(StatusError error)
    {
        Withdraw();
        Response[] running = Active is { } active ? [active, .. _outOfBand.Values] : [.. _outOfBand.Values];
        foreach (var response in running)
        {
            writer.Execute(new AbandonResponse(response.Id));
            response.Apply(new Failed(error));
            Forget(response);
        }
    }

    /// <summary>Keeps an item back that a client added before the response that called for it was done.</summary>
    public bool Holds(ConversationItemCreate create)
    {
        if (Active is not { HasCalled: true })
        {
            return false;
        }

        _held.Add(create);
        return true;
    }

    /// <summary>The next item that was held back, once its response is done.</summary>
    public ConversationItemCreate? Release() => Active is null ? _held.Next() : null;

    /// <summary>Starts what waited for the active response, once the held items are in.</summary>
    public void BeginNext()
    {
        if (Active is null && _next is { } request)
        {
            _next = null;
            Begin(request);
        }
    }

    private void Begin(Request request)
    {
        var (plan, input) = request;
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
        TellLimits(isFirst: true);
        if (IsReady(plan, input))
        {
            BeginWork(response, input);
        }
        else
        {
            _waiting.Add((response, input));
        }
    }

    private void TellLimits(bool isFirst)
    {
        if (isFirst == policy.TellsLimitsFirst && budget.Left(writer.Now) is { Count: > 0 } left)
        {
            writer.Emit(new RateLimitsUpdated(left));
        }
    }

    private bool Waits(Response response) => _waiting.Exists(each => each.Response == response);

    private bool IsReady(ResponsePlan plan, IReadOnlyList<ConversationEntry>? input) =>
        !(input ?? conversation.Entries).Any(entry => entry.AwaitsTranscript) && (plan.IsOutOfBand || input is not null || _unanswered.Count == 0);

    private void BeginWork(Response response, IReadOnlyList<ConversationEntry>? input)
    {
        _hasNews &= response != Active;
        var context = input is null ? _window.OfConversation(response.Plan, conversation.Entries) : _window.OfInput(response.Plan, input);
        var prompt = Prompt.For(response.Plan, context);
        prompt = prompt with { Refusal = prompt.Refusal ?? budget.Take(writer.Now) };
        if (prompt.Refusal is null)
        {
            response.Begin(context.Tokens);
        }

        writer.Execute(new BeginResponse(response.Id, response.Plan, prompt));
    }

    private void Cancel(Response response, string reason)
    {
        writer.Execute(new AbandonResponse(response.Id));
        response.Cancel(reason);
        Forget(response);
    }

    private void Forget(Response response)
    {
        budget.Spend(response.Tokens, writer.Now);
        TellLimits(isFirst: false);
        _waiting.RemoveAll(each => each.Response == response);
        _outOfBand.Remove(response.Id);
        if (Active == response)
        {
            Active = null;
            if (policy.CoalescesResponses) // these clients ask for a response after each output: the first shall know all of them
            {
                _unanswered.UnionWith(response.CallIds);
            }
        }
    }

    /// <param name="Input">The entries that the plan names, found while they were there; null for the conversation as it will be.</param>
    private sealed record Request(ResponsePlan Plan, IReadOnlyList<ConversationEntry>? Input);
}
