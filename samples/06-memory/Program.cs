// What is said in one session is known in the next. The model is scripted; what it is told about the person is not.
using Parley.Agents;
using Parley.Protocol;
using Parley.Remembering;
using Parley.Running;
using Parley.Server;
using Parley.Testing;
using Parley.Transport;

var chat = new ScriptedChatClient()
    .Reply(new ScriptedReply { Calls = [("remember", new Dictionary<string, object?> { ["fact"] = "Grace eats no nuts." })] })
    .Reply("I will remember that, Grace.")
    .Reply("The soup, Grace: it has no nuts.");
var scripted = new ScriptedPipeline { Chat = chat, TextToSpeech = new() { MsPerCharacter = 10 } };
await using var server = await ParleyServer.StartAsync(new() { Port = 0, Pipelines = [scripted.Named("parley")] }, default);

#region memory
var folder = Directory.CreateTempSubdirectory("parley-memory-");
using var memory = new JsonFileMemory(Path.Combine(folder.FullName, "memory.json"));
var waiter = new RealtimeAgent("Waiter") { Instructions = "You wait at a table." };
var options = new RealtimeRunOptions
{
    Memory = memory,
    Person = "grace",
    HistoryLimit = new(40, (items, _) => new($"They have talked about {items.Count} things.")), // a model would sum them up
};
var runner = new RealtimeRunner(waiter, RealtimeEndpoint.Parley(server.Address, "parley-dev", "parley"), options);
#endregion

await TalkAsync("I am Grace, and I eat no nuts.");
Console.WriteLine($"in the file: {string.Join(' ', await memory.RecallAsync("grace"))}");
await TalkAsync("What can I eat here?");

var told = chat.Requests[^1].Messages[0].Text;
Console.WriteLine($"the model was told:\n{told}");
await memory.ForgetAsync("grace");
var isForgotten = (await memory.RecallAsync("grace")).Count == 0;
Console.WriteLine($"then all of it was forgotten: {isForgotten}");
folder.Delete(recursive: true);
return isForgotten && told.StartsWith("You wait at a table.") && told.EndsWith("- Grace eats no nuts.") ? 0 : 1;

async Task TalkAsync(string words)
{
    await using var session = await runner.RunAsync();
    Console.WriteLine($"--- a session\nYou: {words}");
    await session.SendMessageAsync(words);
    var hasSpoken = false;
    await foreach (var happened in session)
    {
        switch (happened)
        {
            case RealtimeToolEnd { Call: var call, Result: var result }: Console.WriteLine($"  {call.Name} {call.Arguments}: {result.Output}"); break;
            case RealtimeRawServerEvent { Event: ResponseOutputAudioTranscriptDone { Transcript: var said } }:
                Console.WriteLine($"Waiter: {said}");
                hasSpoken = true;
                break;
            case RealtimeAgentEnd { HasCalls: false } when hasSpoken: return;
        }
    }
}
