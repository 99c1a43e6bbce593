using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Parley.Protocol;

namespace Parley.Tools;

/// <summary>Gives the function that the server runs for a declaration that clients leave to it; null where there is none.</summary>
/// <param name="declared">As the client declared it.</param>
public delegate AIFunction? ServerTool(FunctionTool declared);

/// <summary>The functions of one response that the server runs: answered inside it, and seen by no client.</summary>
internal sealed partial class ServerTools(IReadOnlyList<AIFunction> functions, ILogger log)
{
    private const string Failed = """{"error":"the function failed"}""";

    /// <param name="declared">The tools of the response.</param>
    /// <param name="names">Those of them that are left to the server.</param>
    public static ServerTools Of(IEnumerable<Tool> declared, IReadOnlyCollection<string> names, ServerTool make, ILogger log) =>
        new([.. declared.OfType<FunctionTool>().Where(tool => names.Contains(tool.Name)).Select(tool => make(tool)).OfType<AIFunction>()], log);

    public AIFunction? Find(string name) => functions.FirstOrDefault(function => function.Name == name);

    /// <summary>The result of a call, for the model to read; a function that fails has one that says so.</summary>
    public async Task<FunctionResultContent> RunAsync(FunctionCallContent call, CancellationToken cancellation)
    {
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // a function may block, and the model's answer may have come on a thread that reads sockets
            var result = await Find(call.Name)!.InvokeAsync(new(call.Arguments), cancellation);
            return new(call.CallId, result is string text ? text : JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions));
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            Log.FunctionFailed(log, call.Name, failure);
            return new(call.CallId, Failed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The server's function {Function} failed")]
        public static partial void FunctionFailed(ILogger log, string function, Exception failure);
    }
}
