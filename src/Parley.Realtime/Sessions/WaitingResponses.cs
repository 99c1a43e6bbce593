using Parley.Conversations;
using Parley.Responding;

namespace Parley.Sessions;

/// <summary>Responses that have been created and not begun: each begins when what it shall answer is there, transcripts and outputs of calls, and what it can call.</summary>
/// <param name="contextTokens">What the model can hold.</param>
internal sealed class WaitingResponses(Conversation conversation, int contextTokens, ToolListings tools, RateBudget budget, SessionWriter writer)
{
    private readonly ContextWindow _window = new(contextTokens);
    private readonly List<(Response Response, PlannedResponse Planned)> _waiting = [];

    public bool Holds(Response? response) => _waiting.Exists(each => each.Response == response);

    public bool Any => _waiting.Count > 0;

    public void Add(Response response, PlannedResponse planned) => _waiting.Add((response, planned));

    public void Remove(Response response) => _waiting.RemoveAll(each => each.Response == response);

    /// <param name="awaitsOutputs">Outputs of calls in the conversation are still to come.</param>
    /// <returns>Those that have begun.</returns>
    public IReadOnlyList<Response> BeginReady(bool awaitsOutputs)
    {
        var ready = _waiting.Where(each => IsReady(each.Planned, awaitsOutputs)).ToArray();
        foreach (var (response, planned) in ready)
        {
            Remove(response);
            Begin(response, planned);
        }

        return [.. ready.Select(each => each.Response)];
    }

    private bool IsReady(PlannedResponse planned, bool awaitsOutputs) =>
        !(planned.Input ?? conversation.Entries).Any(entry => entry.AwaitsTranscript)
        && (planned.Plan.IsOutOfBand || planned.Input is not null || !awaitsOutputs)
        && !tools.AreAwaited(planned.Plan);

    private void Begin(Response response, PlannedResponse planned)
    {
        var (plan, input) = (tools.Complete(planned.Plan), planned.Input);
        var context = input is null ? _window.OfConversation(plan, conversation.Entries) : _window.OfInput(plan, input);
        var prompt = Prompt.For(plan, context);
        prompt = prompt with { Refusal = prompt.Refusal ?? budget.Take(writer.Now) };
        if (prompt.Refusal is null)
        {
            response.Begin(plan, context.Tokens);
        }

        writer.Execute(new BeginResponse(response.Id, plan, prompt));
    }
}
