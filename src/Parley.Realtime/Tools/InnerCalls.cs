using Microsoft.Extensions.AI;

namespace Parley.Tools;

/// <summary>Runs a function inside a response.</summary>
internal delegate Task<ToolOutcome> RunFunction(string responseId, ServerFunction function, AIFunctionArguments arguments, CancellationToken cancellation);

/// <summary>The calls of one response that run inside it, out of the client's sight: so many, and not in silence.</summary>
/// <param name="filler">What a listener is told who waits; null where nobody listens.</param>
internal sealed class InnerCalls(string responseId, IReadOnlyList<ServerFunction> functions, RunFunction run, ToolRules rules, string? filler, TimeProvider time)
{
    private int _left = rules.CallsPerTurn;

    public IReadOnlyList<ServerFunction> Functions => functions;

    /// <summary>The model has to answer with what it has.</summary>
    public bool AreSpent => _left <= 0;

    public bool Has(string name) => Find(name) is not null;

    /// <summary>Begins calls, side by side.</summary>
    /// <returns>Their results, in order.</returns>
    public Task<FunctionResultContent[]> BeginAsync(IEnumerable<FunctionCallContent> calls, CancellationToken cancellation) =>
        Task.WhenAll([.. calls.Select(call => RunAsync(call, cancellation))]);

    /// <summary>What to tell a listener, if the results are not there soon.</summary>
    public async Task<string?> FillAsync(Task results, CancellationToken cancellation)
    {
        if (filler is null)
        {
            return null;
        }

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var isSoon = await Task.WhenAny(results, Task.Delay(rules.FillerAfter, time, done.Token)) == results;
        await done.CancelAsync();
        return isSoon || cancellation.IsCancellationRequested ? null : filler;
    }

    private async Task<FunctionResultContent> RunAsync(FunctionCallContent call, CancellationToken cancellation)
    {
        if (--_left < 0)
        {
            return new(call.CallId, ToolOutcome.Failed($"No more than {rules.CallsPerTurn} calls are made for one answer.").ForModel);
        }

        var outcome = await run(responseId, Find(call.Name)!, new(call.Arguments), cancellation);
        return new(call.CallId, outcome.ForModel);
    }

    private ServerFunction? Find(string name) => functions.FirstOrDefault(function => function.Name == name && !function.IsShown);
}
