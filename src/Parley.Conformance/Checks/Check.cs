using Parley.Dialects;
using Parley.Dialogues;

namespace Parley.Checks;

/// <summary>One demand on a server, by its number and in words.</summary>
/// <param name="RunAsync">Throws if the server does not meet it.</param>
internal sealed record Check(int Number, string Title, Func<Stage, Task> RunAsync)
{
    public Needs Needs { get; init; }

    /// <summary>Where it has a meaning.</summary>
    public IReadOnlyList<DialectName> Dialects { get; init; } = Everywhere;

    /// <summary>Why it is not there yet, for the user to read; null if it is.</summary>
    public string? NotYet { get; init; }

    /// <summary>Judges all events of a run, after all other checks; null where the check has a dialogue of its own.</summary>
    public Action<Ledger, DialectName>? JudgeRun { get; init; }

    public static DialectName[] Everywhere { get; } = [DialectName.Ga, DialectName.Beta, DialectName.Yandex];

    public static DialectName[] GaOnly { get; } = [DialectName.Ga];

    public static DialectName[] OpenAI { get; } = [DialectName.Ga, DialectName.Beta];

    public static DialectName[] GaNames { get; } = [DialectName.Ga, DialectName.Yandex];

    public static DialectName[] BetaOnly { get; } = [DialectName.Beta];

    public static DialectName[] YandexOnly { get; } = [DialectName.Yandex];
}
