using System.Runtime.CompilerServices;
using Parley.Commands;
using Parley.Diagnosis;
using Parley.Terminals;

namespace Parley.Tests;

/// <summary>Runs the program in this process, with an environment and console of the test's own.</summary>
internal sealed class Shell
{
    private StringWriter Complaints { get; } = new();

    /// <summary>What the program sees of the environment.</summary>
    public Dictionary<string, string> Variables { get; init; } = new() { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" };

    /// <summary>What the doctor finds, instead of what is there.</summary>
    public IReadOnlyList<Finding>? Findings { get; init; }

    /// <summary>What is typed, in lines.</summary>
    public string Typed { get; init; } = "";

    /// <summary>What is typed, key by key, at a terminal.</summary>
    public IKeys? Keys { get; init; }

    /// <summary>Where results go.</summary>
    public StringWriter Console { get; init; } = new();

    public string[] Lines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public string Output => Console.ToString();

    public string Error => Complaints.ToString();

    public Task<int> RunAsync(params string[] arguments) => RunAsync(CancellationToken.None, arguments);

    public Task<int> RunAsync(CancellationToken cancellation, params string[] arguments)
    {
        var around = new Surroundings(new(Console, Complaints), name => Variables.GetValueOrDefault(name), TimeProvider.System) { Input = new StringReader(Typed), Keys = Keys };
        return new CommandTree(around, Verbs.All(around, () => Findings ?? Machine.Examine(around))).RunAsync(arguments, cancellation);
    }

    /// <summary>That the program failed with exactly one line, which begins with its name, and says so.</summary>
    public async Task FailsAsync(string because, params string[] arguments)
    {
        (await RunAsync(arguments)).ShouldNotBe(0);
        Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem().ShouldStartWith("parley: ");
        Error.ShouldContain(because);
    }
}

/// <summary>Tells the test when a text has been written.</summary>
internal sealed class WatchedWriter(string text, Action then) : StringWriter
{
    public override void Write(string? value)
    {
        base.Write(value);
        if (value?.Contains(text, StringComparison.Ordinal) == true)
        {
            then();
        }
    }
}

/// <summary>Keys that are pressed at once; after them nobody types any more.</summary>
internal sealed class PressedKeys(params char[] keys) : IKeys
{
    public async IAsyncEnumerable<ConsoleKeyInfo> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            yield return Of(key);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    public static ConsoleKeyInfo Of(char key) => new(key, key switch
    {
        '\r' => ConsoleKey.Enter,
        '\b' => ConsoleKey.Backspace,
        '\e' => ConsoleKey.Escape,
        ' ' => ConsoleKey.Spacebar,
        _ => ConsoleKey.None,
    }, shift: false, alt: false, control: false);
}
