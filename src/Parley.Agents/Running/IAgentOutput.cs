using Parley.Agents;

namespace Parley.Running;

/// <summary>Where what a session says and wants goes to.</summary>
internal interface IAgentOutput
{
    void Emit(RealtimeSessionEvent happened);

    void Execute(AgentCommand command);
}
