namespace Parley.Embedded.Rules;

/// <summary>What is answered: words, or calls, never both.</summary>
internal sealed record Reply(string Text, IReadOnlyList<PlannedCall> Calls)
{
    public static Reply Say(string text) => new(text, []);

    public static Reply Call(IReadOnlyList<PlannedCall> calls) => new("", calls);
}
