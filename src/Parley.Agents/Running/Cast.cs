using Microsoft.Extensions.AI;
using Parley.Agents;
using Parley.Calling;
using Parley.Protocol;

namespace Parley.Running;

/// <summary>Who speaks, and who is about to take over. A change is one <c>session.update</c> between two turns; where the voice is settled and changes, a new connection.</summary>
internal sealed class Cast(RealtimeAgent agent, RealtimeModelSettings settings, object? context, Wire wire, Chronicle chronicle, AgentVoice voice, ToolDesk desk, IAgentOutput output)
{
    /// <summary>The event id of a configuration, which the server names where it refuses one.</summary>
    public const string Configuring = "parley_configuration";

    private string _instructions = "";
    private IReadOnlyList<AITool> _extra = [];
    private AgentReady? _next; // who is it from the next configuration on
    private Takeover? _takeover;
    private int _preparations;

    public RealtimeAgent Agent { get; private set; } = agent;

    /// <summary>Whether somebody is about to take over, so that this agent says nothing new.</summary>
    public bool IsChanging => _takeover is not null || _next is not null;

    /// <summary>Whether all is there for it, and the result of the call that asked for it has been told.</summary>
    public bool IsReadyToChange => _takeover is { Ready: not null, Entry: null or { State: CallState.Delivered } };

    private string? VoiceOf(RealtimeAgent agent) => agent.Voice ?? settings.Voice;

    /// <summary>Tells the server of the agent.</summary>
    public void Configure()
    {
        if (_next is not null)
        {
            (Agent, _instructions, _extra, _next) = (_next.Agent, _next.Instructions, _next.Extra, null);
        }

        var functions = Agent.Tools.Concat(_extra).Select(SessionPatches.Declaration).Concat(Agent.Handoffs.Select(SessionPatches.Declaration));
        wire.IsInstructed |= _instructions.Length > 0;
        wire.Send(new SessionUpdate(SessionPatches.Of(settings, wire.IsInstructed ? _instructions : null, functions, wire.HasSpoken ? null : VoiceOf(Agent))) { EventId = Configuring });
        (desk.Agent, voice.Agent, voice.Guardrails) = (Agent.Name, Agent.Name, Agent.OutputGuardrails);
        desk.Tools = Agent.Tools.Concat(_extra).OfType<AIFunction>().ToDictionary(tool => tool.Name, RealtimeTool.Of);
    }

    /// <summary>The model calls: a handoff is answered here, all else by the desk.</summary>
    public void Call(FunctionCallItem call, string responseId)
    {
        var handoff = Agent.Handoffs.FirstOrDefault(each => each.ToolName == call.Name);
        if (desk.Request(call, responseId, isOwn: handoff is not null) is not { } entry)
        {
            return;
        }

        if (_takeover is not null)
        {
            desk.End(entry, ToolResult.Failed($"The conversation is being handed over to {_takeover.Agent.Name} already."));
            return;
        }

        Await(new(handoff!.Agent, handoff, entry));
    }

    /// <summary>A guardrail wants another agent to go on.</summary>
    public void HandOver(string name)
    {
        if (Agent.Handoffs.FirstOrDefault(handoff => handoff.Agent.Name == name) is not { } handoff)
        {
            Tell("unknown_agent", $"A guardrail hands over to '{name}', and {Agent.Name} knows no such agent.");
        }
        else if (_takeover is null)
        {
            Await(new(handoff.Agent, handoff, Entry: null));
        }
    }

    /// <summary>The application wants another agent to go on: what was under way is given up for that.</summary>
    public void Replace(RealtimeAgent next)
    {
        GiveUp();
        Await(new(next, Handoff: null, Entry: null));
    }

    /// <summary>An agent's instructions are made: the first one's, or those of who takes over.</summary>
    public void Prepare(AgentReady ready)
    {
        if (!wire.HasBegun)
        {
            (_instructions, _extra) = (ready.Instructions, ready.Extra);
            wire.Begin();
        }
        else if (ready.Number == _preparations && _takeover is not null)
        {
            _takeover = _takeover with { Ready = ready };
            if (_takeover.Entry is { State: < CallState.Done } entry)
            {
                desk.End(entry, ToolResult.Of(new Dictionary<string, string> { ["assistant"] = ready.Agent.Name }));
            }
        }
    }

    /// <summary>An agent's instructions could not be made.</summary>
    public void Refuse(AgentFailed failed)
    {
        var because = $"The instructions of {failed.Agent.Name} could not be made: {failed.Failure.Message}";
        if (!wire.HasBegun)
        {
            output.Execute(new EndRun(new InvalidOperationException(because, failed.Failure)));
        }
        else if (failed.Number == _preparations)
        {
            GiveUp();
            Tell("handoff_failed", because);
        }
    }

    /// <summary>Lets the other take over.</summary>
    /// <returns>Whether the other is to speak.</returns>
    public bool Change()
    {
        var (before, takeover) = (Agent, _takeover!);
        var keepsVoice = !wire.HasSpoken || VoiceOf(before) == VoiceOf(takeover.Agent);
        (_next, _takeover) = (takeover.Ready, null);
        if (takeover.Handoff is { } handoff)
        {
            output.Emit(new RealtimeHandoff(before.Name, takeover.Agent.Name));
            Follow(handoff);
        }

        if (keepsVoice)
        {
            Configure();
        }
        else
        {
            wire.MustMove = true; // a voice that has spoken is settled, so the other one speaks on a connection of its own
        }

        return takeover.Handoff is not null;
    }

    private void Await(Takeover takeover)
    {
        _takeover = takeover;
        output.Execute(new PrepareAgent(takeover.Agent, ++_preparations));
    }

    private void GiveUp()
    {
        if (_takeover?.Entry is { State: < CallState.Done } entry)
        {
            desk.End(entry, ToolResult.Failed($"The conversation could not be handed over to {_takeover.Agent.Name}."));
        }

        _takeover = null;
    }

    // it is the application's code
    private void Follow(Handoff handoff)
    {
        try
        {
            handoff.OnHandoff?.Invoke(new(context, handoff.Agent.Name, chronicle.Items));
            if (handoff.InputFilter is { } filter)
            {
                chronicle.Keep([.. filter(chronicle.Items)]);
            }
        }
        catch (Exception failure)
        {
            Tell("application_failed", $"The handoff to {handoff.Agent.Name} failed in the application's code, and the whole history was kept: {failure.Message}");
        }
    }

    private void Tell(string code, string message) => output.Emit(new RealtimeError(code, message));

    /// <summary>An agent that is to take over.</summary>
    /// <param name="Handoff">Why; null where the application wants it.</param>
    /// <param name="Entry">The call that asked for it, if one did.</param>
    private sealed record Takeover(RealtimeAgent Agent, Handoff? Handoff, ToolLedger.Entry? Entry)
    {
        public AgentReady? Ready { get; init; }
    }
}
