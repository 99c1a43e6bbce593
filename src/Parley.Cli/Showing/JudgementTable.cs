using Parley.Dialects;
using Parley.Judging;

namespace Parley.Showing;

/// <summary>A judgement for a person: a line for each check, a column for each dialect, and under it all reasons.</summary>
internal static class JudgementTable
{
    private const int Column = 8;

    public static IEnumerable<string> Lines(Judgement judgement)
    {
        DialectName[] dialects = [.. judgement.Verdicts.Select(verdict => verdict.Dialect).Distinct().Order()];
        yield return $" No.  {string.Concat(dialects.Select(dialect => Name(dialect).PadRight(Column)))}Check";
        foreach (var check in judgement.Verdicts.GroupBy(verdict => (verdict.Check, verdict.Title)))
        {
            var cells = dialects.Select(dialect => Word(check.FirstOrDefault(verdict => verdict.Dialect == dialect)).PadRight(Column));
            yield return $"{check.Key.Check,4}  {string.Concat(cells)}{check.Key.Title}";
        }

        foreach (var line in Reasons(judgement, Outcome.Skipped, "Skipped").Concat(Reasons(judgement, Outcome.Failed, "FAILED")))
        {
            yield return line;
        }

        yield return "";
        yield return $"{judgement.Held} held, {judgement.Failed} failed, {judgement.Skipped} skipped, at {judgement.Server}";
    }

    private static IEnumerable<string> Reasons(Judgement judgement, Outcome outcome, string heading)
    {
        var reasons = judgement.Verdicts.Where(verdict => verdict.Outcome == outcome).GroupBy(verdict => (verdict.Check, verdict.Reason)).ToList();
        if (reasons.Count > 0)
        {
            yield return "";
            yield return $"{heading}:";
        }

        foreach (var reason in reasons)
        {
            yield return $"  [{reason.Key.Check}] {string.Join(", ", reason.Select(verdict => Name(verdict.Dialect)))}: {reason.Key.Reason}";
        }
    }

    private static string Name(DialectName dialect) => $"{dialect}".ToLowerInvariant();

    private static string Word(Verdict? verdict) => verdict?.Outcome switch
    {
        null => "-",
        Outcome.Held => "held",
        Outcome.Failed => "FAILED",
        _ => "skipped",
    };
}
