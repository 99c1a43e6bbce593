using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parley.Realtime;
using Parley.Tools;

namespace Parley.Sessions;

/// <summary>The functions that a session's server runs, and what they report. What may have changed something outlives the response that called it, not the session.</summary>
internal sealed class RunningTools(OpenedTools tools, Func<SessionInput, ValueTask> report, RunningWork running, CancellationToken sessionEnds) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _calls = [];

    public void List(ListTools list) => running.Add(ListAsync(list));

    public void Close(CloseTools close) => running.Add(tools.CloseAsync(close.ListingId).AsTask());

    /// <summary>Begins a call that the client sees.</summary>
    public void Run(RunTool run) => running.Add(RunAsync(run));

    public void Abandon(string itemId)
    {
        if (_calls.TryGetValue(itemId, out var call))
        {
            _ = call.CancelAsync();
        }
    }

    /// <summary>Makes a call inside a response; a response that is cancelled gives up what only looks.</summary>
    public async Task<ToolOutcome> RunInsideAsync(string responseId, ServerFunction function, AIFunctionArguments arguments, CancellationToken responseEnds)
    {
        var call = CallAsync();
        running.Add(Unobserved(call));
        return await call.WaitAsync(responseEnds);

        async Task<ToolOutcome> CallAsync()
        {
            var outcome = await tools.CallAsync(function, arguments, function.Effect == FunctionEffect.Reads ? responseEnds : sessionEnds);
            await report(new FunctionReturned(responseId, function.Name, JsonSerializer.Serialize<IDictionary<string, object?>>(arguments, AIJsonUtilities.DefaultOptions), outcome));
            return outcome;
        }
    }

    public ValueTask DisposeAsync() => tools.DisposeAsync();

    private async Task ListAsync(ListTools list)
    {
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // not on the session's stack
            await report(new ToolsListed(list.ListingId, await tools.ListAsync(list.ListingId, list.Tool, list.IsOperators, sessionEnds)));
        }
        catch (OperationCanceledException) when (sessionEnds.IsCancellationRequested)
        {
            // nobody is left to call them
        }
    }

    private async Task RunAsync(RunTool run)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(sessionEnds);
        _calls[run.ItemId] = cancel;
        try
        {
            var outcome = Arguments(run.Arguments) is { } arguments
                ? await tools.CallAsync(run.Function, arguments, cancel.Token)
                : ToolOutcome.Failed("The arguments are no JSON object.");
            await report(new McpCallReturned(run.ItemId, outcome));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // the session has given it up, and told so
        }
        finally
        {
            _calls.TryRemove(run.ItemId, out _);
        }
    }

    private static AIFunctionArguments? Arguments(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, object?>>(json.Length == 0 ? "{}" : json, AIJsonUtilities.DefaultOptions) is { } arguments ? new(arguments) : null;
        }
        catch (JsonException)
        {
            return null; // a model's own words, which its next answer is told of
        }
    }

    private static async Task Unobserved(Task<ToolOutcome> call)
    {
        try
        {
            await call;
        }
        catch (OperationCanceledException)
        {
            // whoever waited for it knows
        }
    }
}
