// A question in a WAV file, and the answer in another.
using System.Runtime.InteropServices;
using Parley.Agents;
using Parley.Audio;
using Parley.Embedded;
using Parley.Protocol;
using Parley.Running;
using Parley.Server;
using Parley.Transport;

if (args is not [var question, var answer])
{
    Console.Error.WriteLine("08-file-client QUESTION.wav ANSWER.wav; a question is made by: parley say \"What time is it?\" --out QUESTION.wav");
    return 2;
}

await using var server = await ParleyServer.StartAsync(new() { Port = 0, Services = services => services.AddEmbeddedEngines() }, default);

#region file
var agent = new RealtimeAgent("Ada") { Instructions = "Your name is Ada. Tell the time if asked what time it is." };
var options = new RealtimeRunOptions { Model = new() { TurnDetection = null } }; // the file's end is the turn's end
await using var session = await new RealtimeRunner(agent, RealtimeEndpoint.Parley(server.Address, "parley-dev", "parley"), options).RunAsync();

var sound = ReadWav(question).At(24000); // as the session's input format has it
await session.SendAudioAsync(MemoryMarshal.AsBytes(sound.Samples.Span).ToArray());
await session.CommitAudioAsync(answer: false);
await session.AskAsync();

using var heard = new MemoryStream();
await foreach (var happened in session)
{
    switch (happened)
    {
        case RealtimeRawServerEvent { Event: InputAudioTranscriptionCompleted { Transcript: var words } }: Console.WriteLine($"You: {words}"); break;
        case RealtimeRawServerEvent { Event: ResponseOutputAudioTranscriptDone { Transcript: var words } }: Console.WriteLine($"Ada: {words}"); break;
        case RealtimeAudio { Audio: var piece }: heard.Write(piece.Span); break;
        case RealtimeError(var code, var message): Console.WriteLine($"{code}: {message}"); break;
    }

    if (happened is RealtimeAgentEnd)
    {
        break;
    }
}

using (var file = File.Create(answer))
{
    Wav.Write(file, MemoryMarshal.Cast<byte, short>(heard.ToArray()), 24000);
}
#endregion

var length = ReadWav(answer).Duration;
Console.WriteLine($"{question} ({sound.Duration.TotalSeconds:0.0} s) → {answer} ({length.TotalSeconds:0.0} s)");
return length > TimeSpan.FromSeconds(0.5) ? 0 : 1;

static Sound ReadWav(string path)
{
    using var file = File.OpenRead(path);
    return Wav.Read(file);
}
