namespace Parley.Terminals;

/// <summary>Shows a live talk to a person.</summary>
internal interface ITalkView : IAsyncDisposable
{
    /// <summary>Something that has happened: a line that stays.</summary>
    void Step(string label, string text);

    /// <summary>Something to know that is no part of the talk.</summary>
    void Note(string text);

    /// <summary>How things stand; asked for many times a second.</summary>
    void Show(TalkScene scene);
}

/// <summary>How a talk stands.</summary>
/// <param name="YouDbfs">How loud the person is.</param>
/// <param name="AgentDbfs">How loud the agent is.</param>
/// <param name="State">Who speaks, or what is awaited.</param>
/// <param name="Heard">What the person says, as far as it was understood.</param>
/// <param name="Said">What the agent says, as far as it has come.</param>
/// <param name="Draft">The line that is being typed; null where none is.</param>
/// <param name="Figures">Turns, the last wait, losses.</param>
/// <param name="Keys">What can be pressed.</param>
internal sealed record TalkScene(double YouDbfs, double AgentDbfs, string State, string Heard, string Said, string? Draft, string Figures, string Keys);
