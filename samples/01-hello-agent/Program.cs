using Parley.Embedded;
using Parley.Protocol;
using Parley.Server;
using Parley.Transport;

await using var server = await ParleyServer.StartAsync(new() { Port = 0, Services = services => services.AddEmbeddedEngines() }, default);
await using var agent = await RealtimeConnection.ConnectAsync(RealtimeEndpoint.Parley(server.Address, "parley-dev", "parley"), default);
await agent.SendAsync(new ConversationItemCreate(new MessageItem(Role.User, [new InputText("Hello! What time is it?")])), default);
await agent.SendAsync(new ResponseCreate(), default);
await foreach (var said in agent.ReadAllAsync(default))
{
    if (said is ResponseOutputAudioTranscriptDelta { Delta: var words }) Console.Write(words);
    if (said is ResponseDone) break;
}
