// Two specialists, and one conversation: whoever knows more takes over, with all that was said. The model is scripted; what it is told is not.
using Parley.Agents;
using Parley.Protocol;
using Parley.Running;
using Parley.Server;
using Parley.Testing;
using Parley.Transport;

var chat = new ScriptedChatClient()
    .Reply(new ScriptedReply { Calls = [("transfer_to_weather", new Dictionary<string, object?>())] })
    .Reply("Rome will have sun tomorrow.")
    .Reply(new ScriptedReply { Calls = [("transfer_to_travel", new Dictionary<string, object?>())] })
    .Reply("The train to Rome leaves at nine.");
var scripted = new ScriptedPipeline { Chat = chat, TextToSpeech = new() { MsPerCharacter = 10 } };
await using var server = await ParleyServer.StartAsync(new() { Port = 0, Pipelines = [scripted.Named("parley")] }, default);

#region agents
var weather = new RealtimeAgent("Weather") { Instructions = "You know the weather.", HandoffDescription = "Knows the weather everywhere." };
var travel = new RealtimeAgent("Travel")
{
    Instructions = "You plan journeys.",
    HandoffDescription = "Plans journeys.",
    Handoffs = [new Handoff(weather) { OnHandoff = context => Console.WriteLine($"  ({context.History.Count} items go along)") }],
};
weather.Handoffs.Add(travel); // they know each other
#endregion

await using var session = await new RealtimeRunner(travel, RealtimeEndpoint.Parley(server.Address, "parley-dev", "parley")).RunAsync();
await AskAsync("Will there be sun in Rome tomorrow?");
await AskAsync("Then I want to go there. When is a train?");

// each agent had its own instructions, and the second one knew what the first was asked
var (first, last) = (chat.Requests[1], chat.Requests[3]);
var isRight = first.Messages[0].Text.Contains("You know the weather.") && first.Messages.Any(message => message.Text.Contains("sun in Rome"))
    && last.Messages[0].Text.Contains("You plan journeys.") && last.Messages.Any(message => message.Text == "Rome will have sun tomorrow.");
Console.WriteLine($"{session.Agent.Name} speaks now, and has read {last.Messages.Count} messages");
return isRight && session.Agent == travel ? 0 : 1;

async Task AskAsync(string question)
{
    Console.WriteLine($"You: {question}");
    await session.SendMessageAsync(question);
    var hasSpoken = false;
    await foreach (var happened in session)
    {
        switch (happened)
        {
            case RealtimeHandoff(var from, var to): Console.WriteLine($"  {from} hands over to {to}"); break;
            case RealtimeRawServerEvent { Event: ResponseOutputAudioTranscriptDone { Transcript: var words } }:
                Console.WriteLine($"{session.Agent.Name}: {words}");
                hasSpoken = true;
                break;
            case RealtimeAgentEnd { HasCalls: false } when hasSpoken: return;
        }
    }
}
