// A microphone and a speaker are two small interfaces. Here two programs stand behind them in the place of PortAudio: ALSA's own, or any other
// that gives and takes raw samples: 12-arecord-aplay 'RECORD COMMAND' 'PLAY COMMAND'. It ends when the microphone does and all is answered.
using Parley.Agents;
using Parley.Devices;
using Parley.Embedded;
using Parley.Protocol;
using Parley.Running;
using Parley.Server;
using Parley.Transport;

const string Format = "-q -t raw -f S16_LE -r 24000 -c 1";
var (record, play) = args is [var first, var second] ? (first, second) : ($"arecord {Format}", $"aplay {Format}");

await using var server = await ParleyServer.StartAsync(new() { Port = 0, Services = services => services.AddEmbeddedEngines() }, default);
var agent = new RealtimeAgent("Ada") { Instructions = "Your name is Ada. Tell the time if asked what time it is." };
await using var session = await new RealtimeRunner(agent, RealtimeEndpoint.Parley(server.Address, "parley-dev", "parley")).RunAsync();

#region devices
await using var microphone = new ProgramMicrophone("sh", ["-c", record], session.InputFormat.SampleRate);
await using var speaker = new ProgramSpeaker("sh", ["-c", play], session.OutputFormat.SampleRate);
var talk = session.TalkAsync(microphone, speaker);
#endregion

var (asked, answered) = (0, 0);
var talking = UntilTheMicrophoneEndsAsync();
await foreach (var happened in session)
{
    switch (happened)
    {
        case RealtimeTranscriptDelta { Role: Role.User, Delta: var words }: Console.Write($"You: {words}\n"); break;
        case RealtimeTranscriptDelta { Delta: var words }: Console.Write(words); break;
        case RealtimeError(var code, var message): Console.WriteLine($"{code}: {message}"); break;
        case RealtimeAgentStart: asked++; break;
        case RealtimeAgentEnd: Console.WriteLine(); answered++; break;
    }

    if (talking.IsCompleted && happened is RealtimeAgentEnd { HasCalls: false })
    {
        break;
    }
}

await talking; // a program that cannot be started says so here
for (var left = speaker.Left; left > TimeSpan.Zero; left = speaker.Left)
{
    await Task.Delay(left);
    if (speaker.Left >= left)
    {
        break; // nobody plays any more
    }
}

return answered > 0 ? 0 : 1;

async Task UntilTheMicrophoneEndsAsync()
{
    try
    {
        await talk;
    }
    finally
    {
        if (talk.IsFaulted || (answered > 0 && asked == answered))
        {
            await session.DisposeAsync(); // nothing more will happen in it
        }
    }
}
