using Parley.Protocol;
using Parley.Tools;

namespace Parley.Responding;

/// <summary>Calls of the server's functions, and requests to approve them, as a model reads them: as calls with results.</summary>
internal static class ServedCalls
{
    private const string Unapproved = """{"error":"This call waits for an approval."}""";

    /// <param name="functions">Those that the model may call now: it knows them by their names.</param>
    public static IEnumerable<Item> AsCalls(IEnumerable<Item> items, IReadOnlyList<ServerFunction> functions)
    {
        var all = items.ToList();
        var answers = all.OfType<McpApprovalResponseItem>().ToLookup(answer => answer.ApprovalRequestId);
        return all.SelectMany<Item, Item>(item => item switch
        {
            McpCallItem call => Call(call.Id!, Name(call.ServerLabel, call.Name), call.Arguments, Result(call)),
            McpApprovalRequestItem request when answers[request.Id!].FirstOrDefault() is not { Approve: true } =>
                Call(request.Id!, Name(request.ServerLabel, request.Name), request.Arguments, Result(answers[request.Id!].FirstOrDefault())),
            McpApprovalRequestItem or McpApprovalResponseItem or McpListToolsItem => [],
            _ => [item],
        });

        string Name(string label, string tool) => functions.FirstOrDefault(function => function.ServerLabel == label && function.ToolName == tool)?.Name ?? tool;
    }

    private static Item[] Call(string id, string name, string arguments, string result) => [new FunctionCallItem(name, id, arguments), new FunctionCallOutputItem(id, result)];

    private static string Result(McpCallItem call) => call.Output ?? (call.Error is { } error ? ToolOutcome.Told(error) : PairedCalls.NoResult);

    private static string Result(McpApprovalResponseItem? answer) => answer is null
        ? Unapproved
        : ToolOutcome.Told(new(McpError.Execution, answer.Reason is { Length: > 0 } reason ? $"The user did not approve this call: {reason}" : "The user did not approve this call."));
}
