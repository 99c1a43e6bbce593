namespace Parley.Agents;

/// <summary>What an agent is told to be and to do: a text, or a function that makes it whenever the agent takes over.</summary>
public sealed class Instructions
{
    private readonly Func<RunContext, CancellationToken, ValueTask<string>> _make;

    private Instructions(Func<RunContext, CancellationToken, ValueTask<string>> make) => _make = make;

    public static implicit operator Instructions(string text) => Of(text);

    public static implicit operator Instructions(Func<RunContext, string> make) => Of(make);

    public static Instructions Of(string text) => new((_, _) => new(text));

    public static Instructions Of(Func<RunContext, string> make) => new((context, _) => new(make(context)));

    public static Instructions Of(Func<RunContext, CancellationToken, ValueTask<string>> make) => new(make);

    public ValueTask<string> MakeAsync(RunContext context, CancellationToken cancellationToken = default) => _make(context, cancellationToken);
}
