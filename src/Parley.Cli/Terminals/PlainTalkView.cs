namespace Parley.Terminals;

/// <summary>A talk as lines, each when it is whole: for files, pipes and terminals that cannot move.</summary>
internal sealed class PlainTalkView(ConsoleVoice voice) : ITalkView
{
    public void Step(string label, string text) => voice.Step(label, text);

    public void Note(string text) => voice.Note(text);

    public void Show(TalkScene scene)
    {
        // levels and half sentences are for who looks on
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
