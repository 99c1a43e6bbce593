using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Parley.Protocol;

namespace Parley.Tools;

/// <summary>The functions that a session has had listed, ready to be called, each for no longer and with no more to say than the rules allow.</summary>
internal sealed partial class OpenedTools(IToolSource source, ToolOwner? owner, ToolRules rules, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ToolSet> _sets = [];

    /// <summary>Opens what a declaration stands for.</summary>
    /// <param name="isOperators">The operator has declared it, and no client.</param>
    /// <returns>Null where that failed.</returns>
    public async Task<IReadOnlyList<ServerFunction>?> ListAsync(string listingId, Tool declared, bool isOperators, CancellationToken cancellation)
    {
        var label = LabelOf(declared);
        try
        {
            using var deadline = new CancellationTokenSource(rules.ListingDeadline, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
            var set = await source.OpenAsync(declared, isOperators ? null : owner, either.Token).AsTask().WaitAsync(either.Token);
            _sets[listingId] = set;
            return [.. set.Functions.Select(each => Shown(each, label, listingId))];
        }
        catch (ToolFailedException failure)
        {
            Log.NotListed(log, label, CauseOf(failure));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Log.NotListed(log, label, $"it took longer than {rules.ListingDeadline.TotalSeconds} s");
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            Log.SourceFailed(log, label, failure);
        }

        return null;
    }

    /// <summary>Nobody will call what a listing gave.</summary>
    public async ValueTask CloseAsync(string listingId)
    {
        if (_sets.TryRemove(listingId, out var set))
        {
            await CloseAsync(set);
        }
    }

    /// <summary>Calls a function. Whatever happens is an outcome, but for the cancellation.</summary>
    public async Task<ToolOutcome> CallAsync(ServerFunction function, AIFunctionArguments arguments, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(rules.Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // a function may block, and its caller's thread may be one that reads sockets
            if (Find(function) is not { } served)
            {
                return ToolOutcome.Failed($"The function '{function.ToolName}' is not there any more.");
            }

            var result = await served.Function.InvokeAsync(arguments, either.Token).AsTask().WaitAsync(either.Token);
            return ToolOutcome.Of(result, rules.MostCharacters);
        }
        catch (ToolFailedException failure)
        {
            Log.CallFailed(log, function.ServerLabel, function.ToolName, CauseOf(failure));
            return ToolOutcome.Failed(failure.Error);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            var tooLong = $"It took longer than {rules.Deadline.TotalSeconds} s.";
            Log.CallFailed(log, function.ServerLabel, function.ToolName, tooLong);
            return ToolOutcome.Failed(tooLong);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            Log.FunctionFailed(log, function.ServerLabel, function.ToolName, failure);
            return ToolOutcome.Failed("The function failed."); // its own words may name hosts or code
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listingId in _sets.Keys)
        {
            await CloseAsync(listingId);
        }
    }

    // for the operator: what the model is not told, too
    private static string CauseOf(ToolFailedException failure) => failure.InnerException is { } cause ? $"{failure.Message} ({cause.Message})" : failure.Message;

    private static string LabelOf(Tool declared) => declared switch
    {
        McpTool mcp => mcp.ServerLabel,
        FileSearchTool => SearchTools.File,
        WebSearchTool => SearchTools.Web,
        FunctionTool function => function.Name,
        _ => declared.GetType().Name,
    };

    private static ServerFunction Shown(ServedFunction each, string label, string listingId) =>
        new(each.Function.Name, label, each.Function.Name, each.Function.Description, each.Function.JsonSchema)
        {
            ListingId = listingId,
            Annotations = each.Annotations,
            Effect = each.Effect,
            NeedsApproval = each.NeedsApproval,
        };

    private ServedFunction? Find(ServerFunction function) =>
        _sets.TryGetValue(function.ListingId, out var set) ? set.Functions.FirstOrDefault(each => each.Function.Name == function.ToolName) : null;

    private async ValueTask CloseAsync(ToolSet set)
    {
        try
        {
            await set.DisposeAsync();
        }
        catch (Exception failure)
        {
            Log.NotClosed(log, failure); // the session's end does not depend on another server's
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The functions of '{Label}' cannot be had: {Cause}")]
        public static partial void NotListed(ILogger log, string label, string cause);

        [LoggerMessage(LogLevel.Error, "The functions of '{Label}' cannot be had")]
        public static partial void SourceFailed(ILogger log, string label, Exception failure);

        [LoggerMessage(LogLevel.Warning, "A call of '{Label}' function '{Function}' failed: {Cause}")]
        public static partial void CallFailed(ILogger log, string label, string function, string cause);

        [LoggerMessage(LogLevel.Warning, "A call of '{Label}' function '{Function}' failed")]
        public static partial void FunctionFailed(ILogger log, string label, string function, Exception failure);

        [LoggerMessage(LogLevel.Warning, "A source of functions was not closed as it should be")]
        public static partial void NotClosed(ILogger log, Exception failure);
    }
}
