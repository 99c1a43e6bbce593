using Microsoft.Extensions.AI;

namespace Parley.Calling;

/// <summary>Runs one call, off the loop of the session: whatever the function does, there is a result to tell.</summary>
internal static class ToolRun
{
    public static async Task<ToolResult> RunAsync(RealtimeTool tool, ToolCall call, TimeProvider time, CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // a function may block
        using var patience = new CancellationTokenSource(LongTime.Bounded(tool.Timeout), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var (arguments, mistake) = ArgumentCheck.Read(call.Arguments, tool.JsonSchema);
            if (arguments is null)
            {
                return ToolResult.Failed(mistake!);
            }

            return ToolResult.Of(await InvokeAsync(tool, call.With(arguments), either.Token).WaitAsync(either.Token)); // also one that heeds no token
        }
        catch (Exception late) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested && late is OperationCanceledException)
        {
            return ToolResult.Failed($"The function {call.Name} did not answer within {tool.Timeout.TotalSeconds:0.##} s.");
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            return ToolResult.Failed($"The function {call.Name} failed.", $"The function {call.Name} failed: {failure.GetBaseException().Message}"); // an exception may say what nobody is to hear
        }
    }

    private static async Task<object?> InvokeAsync(AIFunction function, AIFunctionArguments arguments, CancellationToken cancellation) => await function.InvokeAsync(arguments, cancellation);
}
