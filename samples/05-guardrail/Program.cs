// What an agent must not say is never heard: its sound waits until the words have passed. The model obeys, also when it should not.
using System.Text.RegularExpressions;
using Parley.Agents;
using Parley.Guarding;
using Parley.Protocol;
using Parley.Running;
using Parley.Server;
using Parley.Testing;
using Parley.Transport;

await using var server = await ParleyServer.StartAsync(new() { Port = 0, Pipelines = [ObedientPipeline.Named("parley")] }, default);

#region guardrail
var noCards = new Guardrail("card numbers", text => Regex.IsMatch(text.Text, @"\d{4} \d{4}")
    ? GuardrailVerdict.Replace("it says a card number", "I cannot say card numbers.")
    : GuardrailVerdict.Pass);
var agent = new RealtimeAgent("Ada") { OutputGuardrails = [noCards] };
var options = new RealtimeRunOptions { Guardrails = new(EachCharacters: 40) { Budget = TimeSpan.FromSeconds(2) } };
#endregion

await using var session = await new RealtimeRunner(agent, RealtimeEndpoint.Parley(server.Address, "parley-dev", "parley"), options).RunAsync();
await session.SendMessageAsync("Say exactly: \"Your card is 4000 1234 5678 9010, and you have paid.\"");
var (hasTripped, heardTooMuch, isSaid) = (false, false, false);
await foreach (var happened in session)
{
    switch (happened)
    {
        case RealtimeGuardrailTripped(var name, var verdict, var text, _):
            hasTripped = true;
            Console.WriteLine($"stopped by '{name}', because {verdict.Why}: {text}");
            break;
        case RealtimeAudio when !hasTripped: heardTooMuch = true; break;
        case RealtimeAudioEnd: isSaid = true; break; // what is said instead
    }

    if (isSaid && happened is RealtimeAgentEnd)
    {
        break;
    }
}

var said = session.History.OfType<MessageItem>().Where(item => item.Role == Role.Assistant).SelectMany(item => item.Content).OfType<OutputAudio>().ToList();
Console.WriteLine($"Ada was heard to say: {string.Join(' ', said.Select(part => part.Transcript))}");
return hasTripped && !heardTooMuch && said is [{ Transcript: "I cannot say card numbers." }] ? 0 : 1;
