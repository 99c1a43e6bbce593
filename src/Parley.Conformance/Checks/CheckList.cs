namespace Parley.Checks;

/// <summary>All checks, by number.</summary>
internal static class CheckList
{
    private static readonly IEnumerable<Check>[] Groups =
    [
        ConnectChecks.All, SessionUpdateChecks.All, AudioBufferChecks.All, ResponseChecks.All, OutOfBandChecks.All, BargeInChecks.All,
        FunctionChecks.All, ItemChecks.All, ProtocolChecks.All, BetaChecks.All, YandexChecks.All, HttpChecks.All,
    ];

    public static IReadOnlyList<Check> All { get; } = [.. Groups.SelectMany(group => group).OrderBy(check => check.Number)];
}
