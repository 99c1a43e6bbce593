// The tools of an MCP server are functions of the agent. The server is this program too, started once more with the argument "serve".
using ModelContextProtocol.Client;
using ModelContextProtocol.Server;
using Parley.Agents;
using Parley.Protocol;
using Parley.Running;
using Parley.Server;
using Parley.Testing;
using Parley.Transport;

if (args is ["serve"])
{
    var stock = McpServerTool.Create((string article) => article == "umbrella" ? "7 in stock" : "none in stock", new() { Name = "stock", Description = "How many of an article there are." });
    var settings = new McpServerOptions { ServerInfo = new() { Name = "shop", Version = "1" }, ToolCollection = [stock] };
    await using var shop = McpServer.Create(new StdioServerTransport("shop"), settings);
    await shop.RunAsync();
    return 0;
}

var chat = new ScriptedChatClient()
    .Reply(new ScriptedReply { Calls = [("stock", new Dictionary<string, object?> { ["article"] = "umbrella" })] })
    .Reply("There are seven umbrellas.");
var scripted = new ScriptedPipeline { Chat = chat, TextToSpeech = new() { MsPerCharacter = 10 } };
await using var server = await ParleyServer.StartAsync(new() { Port = 0, Pipelines = [scripted.Named("parley")] }, default);

#region tools
await using var mcp = await McpClient.CreateAsync(new StdioClientTransport(new() { Command = "dotnet", Arguments = [typeof(Program).Assembly.Location, "serve"] }));
var tools = await mcp.ListToolsAsync();
var agent = new RealtimeAgent("Ada") { Instructions = "You sell umbrellas.", Tools = [.. tools] };
#endregion

Console.WriteLine($"{mcp.ServerInfo?.Name} offers: {string.Join(", ", tools.Select(tool => $"{tool.Name} ({tool.Description})"))}");
await using var session = await new RealtimeRunner(agent, RealtimeEndpoint.Parley(server.Address, "parley-dev", "parley")).RunAsync();
Console.WriteLine("You: Have you any umbrellas?");
await session.SendMessageAsync("Have you any umbrellas?");
var (output, isSaid) = ("", false);
await foreach (var happened in session)
{
    switch (happened)
    {
        case RealtimeToolEnd { Call: var call, Result: var result }:
            output = result.Output;
            Console.WriteLine($"  {call.Name} {call.Arguments}: {result.Output}");
            break;
        case RealtimeRawServerEvent { Event: ResponseOutputAudioTranscriptDone { Transcript: var words } }:
            isSaid = true;
            Console.WriteLine($"Ada: {words}");
            break;
    }

    if (isSaid && happened is RealtimeAgentEnd { HasCalls: false })
    {
        break;
    }
}

return output == "7 in stock" ? 0 : 1;
