// A desk that books once: only after a "yes", whatever the model, the caller and the line do. The model is scripted, and too eager.
using AppointmentDesk;
using Microsoft.Extensions.AI;
using Parley.Agents;
using Parley.Calling;
using Parley.Protocol;
using Parley.Running;
using Parley.Server;
using Parley.Testing;
using Parley.Transport;

var scripted = new ScriptedPipeline { Chat = Script.OfAnEagerModel(), SpeechToText = new ScriptedSpeechToText().Hear("Yes, please."), TextToSpeech = new() { MsPerCharacter = 20 } };
await using var server = await ParleyServer.StartAsync(new() { Port = 0, Pipelines = [scripted.Named("parley")] }, default);

#region desk
var (attempts, bookings, words, log) = (0, new Dictionary<string, string>(), "", new List<string>());
var desk = new RealtimeAgent("Desk")
{
    Instructions = "You make appointments. Ask for what is missing, check the slot, and book it only after a yes.",
    Tools =
    [
        AIFunctionFactory.Create((string day, string time) => $"{day} at {time} is free.", "check_slot", "Whether a slot is free."),
        new RealtimeTool(AIFunctionFactory.Create(Book, "book", "Books a slot.")) { Effect = ToolEffect.Irreversible, Timeout = TimeSpan.FromSeconds(5), Filler = "One moment." },
    ],
};

string Book(string day, string time, string name, AIFunctionArguments arguments)
{
    attempts++;
    bookings.TryAdd(ToolCall.Of(arguments).IdempotencyKey, $"{name}, {day} {time}"); // a calendar that is asked twice books once
    return "booked";
}
#endregion

var cut = new Once(); // the line, just when the booking's result is to be told
var options = new RealtimeRunOptions { Dial = async (to, stop) => new CutLink(await RealtimeConnection.ConnectAsync(to, stop), said => said is ConversationItemCreate { Item: FunctionCallOutputItem } && bookings.Count > 0 && cut.Now()) };
await using var session = await new RealtimeRunner(desk, RealtimeEndpoint.Parley(server.Address, "parley-dev", "parley"), options).RunAsync();
var lines = new Queue<string>(["I need an appointment on Tuesday.", "At ten. My name is Grace."]);
var breaksIn = new Once();
var isSaid = false;
Say($"You: {words = lines.Dequeue()}");
await session.SendMessageAsync(words);
await foreach (var happened in session)
{
    switch (happened)
    {
        #region approval
        case RealtimeToolApprovalRequired { Call: var call } when words.StartsWith("Yes"): Say($"  {call.Name} is approved"); await session.ApproveAsync(call.CallId); break;
        case RealtimeToolApprovalRequired { Call: var call }: Say($"  {call.Name} is rejected"); await session.RejectAsync(call.CallId, "Ask first whether to book it."); break;
        #endregion
        case RealtimeToolEnd { Call: var call, Result: var result }: Say($"  {call.Name}: {result.Output}"); break;
        case RealtimeAudio when lines.Count == 0 && bookings.Count == 0 && breaksIn.Now(): // they have heard enough
            isSaid = false;
            await session.SendAudioAsync(Tone.Pcm16(400));
            await session.SendAudioAsync(Tone.Silence(800));
            break;
        case RealtimeAudioInterrupted: Say("  the person breaks in"); break;
        case RealtimeReconnecting: Say("  the line is cut"); break;
        case RealtimeRawServerEvent { Event: InputAudioTranscriptionCompleted { Transcript: var heard } }: Say($"You: {words = heard}"); break;
        case RealtimeRawServerEvent { Event: ResponseOutputAudioTranscriptDone { Transcript: var said } }: Say($"Desk: {said}"); break;
        case RealtimeAudioEnd: isSaid = true; break;
        case RealtimeAgentEnd when isSaid && lines.TryDequeue(out var line): Say($"You: {words = line}"); isSaid = false; await session.SendMessageAsync(line); break;
    }

    if (isSaid && happened is RealtimeAgentEnd && bookings.Count > 0)
    {
        break;
    }
}

Say($"booked {bookings.Count} time, in {attempts} attempt: {string.Join("; ", bookings.Values)}");
string[] milestones = ["  check_slot: {\"error\":\"The argument 'time' is missing.\"}", "  book is rejected", "  the person breaks in", "  book is approved", "  the line is cut"];
return (bookings.Count, attempts) == (1, 1) && milestones.All(log.Contains) ? 0 : 1;

void Say(string line)
{
    log.Add(line);
    Console.WriteLine(line);
}
