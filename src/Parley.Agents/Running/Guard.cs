using Parley.Agents;
using Parley.Guarding;
using Parley.Protocol;

namespace Parley.Running;

/// <summary>What the guardrails are asked, and what follows from what they say.</summary>
internal sealed class Guard(AgentVoice voice, Chronicle chronicle, ToolDesk desk, AnswerWish wish, Cast cast, Interruption interruption, IAgentOutput output)
{
    private ResponseParams? _replacing; // what was asked for in the place of what was stopped
    private string? _replacement; // the response that says it

    /// <summary>Has the person's words judged.</summary>
    public void Ask(string itemId, string text)
    {
        if (cast.Agent.InputGuardrails is { Count: > 0 } guardrails && text.Length > 0)
        {
            output.Execute(new JudgeText(guardrails, itemId, IsInput: true, text, cast.Agent.Name));
        }
    }

    /// <summary>An answer begins.</summary>
    public void Begin(string responseId) => _replacement = wish.How is { } how && how == _replacing ? responseId : _replacement;

    public void Hear(TextJudged judged)
    {
        if (judged.Verdict is GuardrailVerdict.Passed)
        {
            Pass(judged);
        }
        else if (chronicle.Find(judged.ItemId) is null)
        {
            // it is gone already
        }
        else if (voice.IsMutedItem(judged.ItemId))
        {
            chronicle.Delete(judged.ItemId); // it was cut off, and the model is not to remember it either
        }
        else
        {
            Trip(judged);
        }
    }

    private void Pass(TextJudged judged)
    {
        voice.Passed(judged.ItemId, judged.Characters);
        if (!judged.IsInput && !voice.IsMutedItem(judged.ItemId))
        {
            chronicle.Pass(judged.ItemId, judged.Text);
        }
    }

    private void Trip(TextJudged judged)
    {
        var isReplacement = _replacement is not null && _replacement == voice.ResponseOf(judged.ItemId);
        output.Emit(new RealtimeGuardrailTripped(judged.Guardrail, judged.Verdict, judged.Text, judged.IsInput));
        if (judged.IsInput)
        {
            desk.CallOff($"The guardrail '{judged.Guardrail}' has stopped what this was for.");
            wish.Drop();
            interruption.Break(isServers: false);
        }
        else
        {
            interruption.BreakItem(judged.ItemId);
        }

        chronicle.Delete(judged.ItemId); // the model has neither heard nor said it
        switch (judged.Verdict)
        {
            case GuardrailVerdict.Replaced(_, var say) when !isReplacement: wish.Want(_replacing = AnswerWish.Exactly(say)); break; // one that is stopped itself is not replaced again
            case GuardrailVerdict.HandedOver(_, var name): cast.HandOver(name); break;
        }
    }
}
