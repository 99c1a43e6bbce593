using Parley.Realtime;
using Parley.Responding;

namespace Parley.Sessions;

/// <summary>The work behind a session's responses. Everything but the reports happens on the session's loop.</summary>
internal sealed class RunningResponses(
    ResponseRunner runner, Func<ResponseStepped, Loan, CancellationToken, ValueTask> report, RunningWork running, CancellationToken sessionEnds) : IDisposable
{
    private readonly Dictionary<string, (CancellationTokenSource Cancel, Task Work)> _responses = [];

    public void Begin(BeginResponse begin)
    {
        foreach (var (responseId, (ended, earlier)) in _responses)
        {
            if (earlier.IsCompletedSuccessfully)
            {
                _responses.Remove(responseId);
                ended.Dispose();
            }
        }

        var cancel = CancellationTokenSource.CreateLinkedTokenSource(sessionEnds);
        var work = RunAsync(begin, cancel.Token);
        _responses.Add(begin.ResponseId, (cancel, work));
        running.Add(work);
    }

    public void Abandon(string responseId)
    {
        if (_responses.TryGetValue(responseId, out var response))
        {
            _ = response.Cancel.CancelAsync(); // not here: what it wakes would run on the loop's stack
        }
    }

    /// <summary>Nothing of them runs any more.</summary>
    public void Dispose()
    {
        foreach (var (cancel, _) in _responses.Values)
        {
            cancel.Dispose();
        }
    }

    private async Task RunAsync(BeginResponse begin, CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // the engines' work is not the loop's
        try
        {
            await runner.RunAsync(begin.ResponseId, begin.Plan, begin.Prompt, (step, loan) => report(new(begin.ResponseId, step), loan, cancellation), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // it was cancelled while it reported
        }
    }
}
