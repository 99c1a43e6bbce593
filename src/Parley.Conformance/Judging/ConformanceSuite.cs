using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Parley.Checks;
using Parley.Dialects;
using Parley.Dialogues;

namespace Parley.Judging;

/// <summary>The conformance suite: what a server of the Realtime API must do, each demand checked over the wire.</summary>
public sealed class ConformanceSuite(Target target, Selection selection)
{
    private readonly Ledger _ledger = new();

    /// <summary>The checks that may run, by number: their titles, and the dialects in which they have a meaning.</summary>
    public static IReadOnlyList<(int Number, string Title, IReadOnlyList<DialectName> Dialects)> Checks { get; } =
        [.. CheckList.All.Select(check => (check.Number, check.Title, check.Dialects))];

    /// <summary>How many verdicts a run will give.</summary>
    public int Count => Planned().Count();

    /// <summary>Why there is nothing to judge: nobody answers. Null where somebody does, whatever the answer.</summary>
    public async Task<string?> FindUnreachableAsync(CancellationToken cancellation)
    {
        try
        {
            await using var stage = new Stage(target, selection.Dialects[0], cancellation);
            await stage.OpenAsync(Knock.In(selection.Dialects[0], target));
            return null;
        }
        catch (UpgradeRefusedException refused)
        {
            return refused.Status == 0 ? refused.Message : null;
        }
    }

    /// <summary>Judges the server.</summary>
    /// <param name="told">Called with each verdict as it comes, by one at a time.</param>
    public async Task<Judgement> RunAsync(Action<Verdict>? told, CancellationToken cancellation)
    {
        var verdicts = new ConcurrentBag<Verdict>();
        var telling = new Lock();
        // what waits longest goes first, so that the rest runs meanwhile
        var dialogues = Planned().Where(each => each.Check.JudgeRun is null).OrderByDescending(each => each.Check.Needs.HasFlag(Needs.LongWait));
        var options = new ParallelOptions { MaxDegreeOfParallelism = selection.Parallel, CancellationToken = cancellation };
        await Parallel.ForEachAsync(dialogues, options, async (each, stop) => Add(await JudgeAsync(each.Check, each.Dialect, stop)));
        foreach (var (check, dialect) in Planned().Where(each => each.Check.JudgeRun is not null))
        {
            Add(await JudgeAsync(check, dialect, cancellation));
        }

        return new($"{target}", [.. verdicts.OrderBy(verdict => verdict.Check).ThenBy(verdict => verdict.Dialect)]);

        void Add(Verdict verdict)
        {
            verdicts.Add(verdict);
            lock (telling)
            {
                told?.Invoke(verdict);
            }
        }
    }

    private IEnumerable<(Check Check, DialectName Dialect)> Planned() => CheckList.All
        .Where(check => selection.Only?.Contains(check.Number) != false)
        .SelectMany(check => check.Dialects.Intersect(selection.Dialects).Select(dialect => (check, dialect)));

    private async Task<Verdict> JudgeAsync(Check check, DialectName dialect, CancellationToken cancellation)
    {
        var begun = target.Time.GetTimestamp();
        var (outcome, reason) = Omitted(check) is { } omitted ? (Outcome.Skipped, omitted) : await TryAsync(check, dialect, cancellation);
        return new(check.Number, check.Title, dialect, outcome, reason, Math.Round(target.Time.GetElapsedTime(begun).TotalSeconds, 1));
    }

    private string? Omitted(Check check) => check switch
    {
        { NotYet: { } notYet } => notYet,
        _ when check.Needs.HasFlag(Needs.ObedientEngines) && !target.HasObedientEngines => "needs engines that fail when they are told to, as the built-in server's do",
        _ when check.Needs.HasFlag(Needs.LongWait) && selection.SkipsLongWaits => "waits long, and long waits were to be skipped",
        _ when check.Needs.HasFlag(Needs.Functions) && selection.SkipsFunctions => "needs a model that calls functions, and these were to be skipped",
        _ when check.Needs.HasFlag(Needs.Http) && selection.SkipsHttp => "needs the HTTP endpoints, and these were to be skipped",
        _ => null,
    };

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "a server may do anything; whatever breaks a check is its verdict")]
    private async Task<(Outcome Outcome, string? Reason)> TryAsync(Check check, DialectName dialect, CancellationToken cancellation)
    {
        await using var stage = new Stage(target, dialect, cancellation);
        try
        {
            check.JudgeRun?.Invoke(_ledger, dialect);
            await check.RunAsync(stage);
            return stage.Violations.ToList() is [var first, .. var more]
                ? (Outcome.Failed, $"{first}{(more.Count > 0 ? $" (and {more.Count} more)" : "")}")
                : (Outcome.Held, null);
        }
        catch (CheckSkippedException reason)
        {
            return (Outcome.Skipped, reason.Message);
        }
        catch (CheckFailedException failure)
        {
            return (Outcome.Failed, failure.Message);
        }
        catch (Exception surprise) when (!cancellation.IsCancellationRequested)
        {
            return (Outcome.Failed, $"{surprise.GetType().Name}: {surprise.Message}");
        }
        finally
        {
            _ledger.Add(check.Number, stage);
        }
    }
}
