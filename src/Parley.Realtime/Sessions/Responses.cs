using Parley.Conversations;
using Parley.Protocol;
using Parley.Responding;

namespace Parley.Sessions;

/// <summary>All responses of a session: the active one of the conversation, the one that waits for its end, and those outside.</summary>
/// <param name="contextTokens">What the model can hold.</param>
internal sealed class Responses(
    Conversation conversation, Ids ids, SessionPolicy policy, int contextTokens, ToolListings tools, Approvals approvals, McpCalls calls, RateBudget budget, ArmedTimers timers, SessionWriter writer)
{
    private readonly Dictionary<string, Response> _outOfBand = [];
    private readonly WaitingResponses _waiting = new(conversation, contextTokens, tools, budget, writer);
    private readonly AwaitedOutputs _outputs = new(policy.OutputPatience, timers);
    private readonly ResponseQueue _queue = new(policy.CoalescesResponses);

    /// <summary>The response of the conversation that is in progress.</summary>
    public Response? Active { get; private set; }

    public bool AreIdle => IsConversationIdle && _outOfBand.Count == 0;

    /// <summary>Nothing speaks, or is about to speak, in the conversation itself.</summary>
    public bool IsConversationIdle => Active is null && _queue.IsEmpty;

    private bool ActiveWaits => _waiting.Holds(Active);

    /// <summary>Starts what a client asked for, or keeps it until the active response has ended.</summary>
    /// <exception cref="InvalidRequestException">One is active already, or the plan refers to an unknown item.</exception>
    public void Create(ResponsePlan plan)
    {
        var planned = new PlannedResponse(plan, Prompt.Input(plan, conversation, ids)); // an unknown reference is refused before anything begins
        if (plan.IsOutOfBand && _outOfBand.Count >= policy.OutOfBandResponses)
        {
            throw new InvalidRequestException(
                "too_many_responses", $"At most {policy.OutOfBandResponses} responses outside the conversation run at a time. Wait until one is finished.");
        }

        tools.Declare(plan);
        if (plan.IsOutOfBand || Active is not { } active)
        {
            Begin(planned);
        }
        else
        {
            _queue.Add(planned, active);
        }

        _outputs.Time(ActiveWaits);
    }

    /// <summary>Answers the user's turn: now, or when the response that was not to be interrupted has ended.</summary>
    public void CreateAutomatically(ResponsePlan plan)
    {
        _outputs.GiveUp(); // a user who speaks is not kept waiting for them
        Continue(plan);
    }

    /// <summary>Goes on with what has come of the server's calls: now, or when the active response, which does not know of it, has ended.</summary>
    public void Continue(ResponsePlan plan)
    {
        if (Active is null)
        {
            Begin(new(plan));
        }
        else
        {
            _queue.AddAutomatic(new(plan));
        }
    }

    /// <summary>The response that is in progress and has this id, if it has not ended.</summary>
    public Response? Find(string responseId) => responseId == Active?.Id ? Active : _outOfBand.GetValueOrDefault(responseId);

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
        _queue.Interrupt(isAnswered);
        if (Active is { } active)
        {
            Cancel(active, "turn_detected");
        }
    }

    /// <returns>The response that took the step; null for late news of one that has ended.</returns>
    public Response? Step(string responseId, ResponseStep step)
    {
        var response = Find(responseId);
        response?.Apply(step);
        if (response is not null)
        {
            calls.Begin(response);
        }

        if (response is { IsDone: true })
        {
            Forget(response);
        }

        return response;
    }

    /// <summary>Something new stands in the conversation.</summary>
    public void Note(Item item)
    {
        if (Active is not null && !ActiveWaits)
        {
            _queue.Note();
        }

        if (item is FunctionCallOutputItem(var callId, _) && _outputs.Came(callId))
        {
            BeginReady();
        }

        _outputs.Time(ActiveWaits);
    }

    /// <summary>The outputs that have not come by now are not waited for.</summary>
    public void GiveUpOutputs()
    {
        _outputs.GiveUp();
        BeginReady();
    }

    /// <summary>The lists of functions that have not come by now are not waited for.</summary>
    public void GiveUpListings()
    {
        tools.GiveUp();
        BeginReady();
    }

    /// <summary>A transcript is there, or never will be, or an output has come, or a list of functions: what waited for it may begin.</summary>
    public void BeginReady()
    {
        if (_waiting.BeginReady(_outputs.Any).Contains(Active))
        {
            _queue.Begun();
        }

        tools.Time(_waiting.Any);
    }

    /// <summary>Nothing new begins: what waits for the active response never will.</summary>
    public void Withdraw() => _queue.Clear();

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

    /// <summary>Lets go of sound that belongs to no item yet.</summary>
    public void ForgetSound() => Active?.ForgetSound();

    /// <summary>Starts what waited for the active response, once the held items are in.</summary>
    public void BeginNext()
    {
        if (Active is null && _queue.Take() is { } planned)
        {
            Begin(planned);
        }

        _outputs.Time(ActiveWaits);
    }

    private void Begin(PlannedResponse planned)
    {
        var isOutOfBand = planned.Plan.IsOutOfBand;
        var response = new Response(ids.Response(), planned.Plan, isOutOfBand ? null : conversation, ids, writer.Emit);
        if (isOutOfBand)
        {
            _outOfBand.Add(response.Id, response);
        }
        else
        {
            Active = response;
        }

        response.Create();
        TellLimits(isFirst: true);
        if (!isOutOfBand && planned.Plan.Line is null && approvals.Take() is { Count: > 0 } approved)
        {
            response.Make(approved);
            calls.Begin(response);
            Forget(response);
            return;
        }

        _waiting.Add(response, planned);
        BeginReady();
    }

    private void TellLimits(bool isFirst)
    {
        if (isFirst == policy.TellsLimitsFirst && budget.Left(writer.Now) is { Count: > 0 } left)
        {
            writer.Emit(new RateLimitsUpdated(left));
        }
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
        _waiting.Remove(response);
        _outOfBand.Remove(response.Id);
        if (Active == response)
        {
            Active = null;
            if (policy.CoalescesResponses) // these clients ask for a response after each output: the first shall know all of them
            {
                _outputs.Expect(response.CallIds);
            }
        }
    }
}
