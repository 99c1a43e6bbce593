using Parley.Agents;
using Parley.Embedded;
using Parley.Protocol;
using Parley.Running;
using Parley.Server;
using Parley.Transport;

await using var server = await ParleyServer.StartAsync(new() { Port = 0, Services = services => services.AddEmbeddedEngines() }, default);
var agent = new RealtimeAgent("Ada") { Instructions = "Your name is Ada." };
await using var session = await new RealtimeRunner(agent, RealtimeEndpoint.Parley(server.Address, "parley-dev", "parley")).RunAsync();
await session.SendMessageAsync("Hello! What time is it?");
var soundBytes = 0;
await foreach (var happened in session)
{
    if (happened is RealtimeTranscriptDelta { Role: Role.Assistant, Delta: var words }) Console.Write(words);
    if (happened is RealtimeAudio { Audio: var sound }) soundBytes += sound.Length;
    if (happened is RealtimeAgentEnd) break;
}
return soundBytes > 0 ? 0 : 1;
