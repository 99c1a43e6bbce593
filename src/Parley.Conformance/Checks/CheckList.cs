namespace Parley.Checks;

/// <summary>All checks, by number.</summary>
internal static class CheckList
{
    public static IReadOnlyList<Check> All { get; } =
    [
        .. ConnectChecks.All, .. SessionUpdateChecks.All, .. AudioBufferChecks.All, .. ResponseChecks.All, .. BargeInChecks.All, .. FunctionChecks.All,
        .. ItemChecks.All, .. ProtocolChecks.All, .. BetaChecks.All, .. YandexChecks.All, .. HttpChecks.All,
    ];
}
