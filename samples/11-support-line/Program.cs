// A support line that reads order numbers back, sign by sign; and a guardrail that lets it say no number that nobody gave.
using System.ComponentModel;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Parley.Agents;
using Parley.Embedded;
using Parley.Guarding;
using Parley.Protocol;
using Parley.Running;
using Parley.Server;
using Parley.Transport;

await using var server = await ParleyServer.StartAsync(new() { Port = 0, Services = services => services.AddEmbeddedEngines() }, default);

#region line
var orders = new Dictionary<string, string> { ["AB1234"] = "on its way", ["CD5678"] = "waiting for you at the shop" };
var lookedUp = new List<string>();
var line = new RealtimeAgent("Support")
{
    Instructions = "You are the support line of a shop. Always read back the order number.",
    Tools = [AIFunctionFactory.Create(Status, "get_order_status", "Where an order is, by its number.")],
    OutputGuardrails = [new("order numbers", text => Numbers(text.Text).All(lookedUp.Contains) ? GuardrailVerdict.Pass : GuardrailVerdict.Replace("it says another number", "Please say your order number again."))],
};

object Status([Description("The order's number")] string order_number)
{
    lookedUp.Add(order_number);
    return new { status = orders.GetValueOrDefault(order_number, "not known") };
}

// signs that are read one by one, as one number
static IEnumerable<string> Numbers(string text) => Regex.Matches(text, @"\b[A-Z\d](?:,? [A-Z\d]\b){3,}").Select(match => string.Concat(match.Value.Where(char.IsAsciiLetterOrDigit)));
#endregion

await using var session = await new RealtimeRunner(line, RealtimeEndpoint.Parley(server.Address, "parley-dev", "parley")).RunAsync();
var readBack = new List<string>();
foreach (var question in new[] { "Where is my order AB1234?", "And where is my order C D 5 6 7 8?" })
{
    Console.WriteLine($"You: {question}");
    await session.SendMessageAsync(question);
    var isSaid = false;
    await foreach (var happened in session)
    {
        switch (happened)
        {
            case RealtimeToolEnd { Call: var call, Result: var result }: Console.WriteLine($"  {call.Name} {call.Arguments}: {result.Output}"); break;
            case RealtimeGuardrailTripped { Verdict: var verdict }: Console.WriteLine($"  stopped: {verdict.Why}"); break;
            case RealtimeRawServerEvent { Event: ResponseOutputAudioTranscriptDone { Transcript: var words } }:
                Console.WriteLine($"Support: {words}");
                readBack.AddRange(Numbers(words));
                isSaid = true;
                break;
        }

        if (isSaid && happened is RealtimeAgentEnd { HasCalls: false })
        {
            break;
        }
    }
}

Console.WriteLine($"read back: {string.Join(", ", readBack)}");
return readBack is ["AB1234", "CD5678"] && lookedUp.SequenceEqual(readBack) ? 0 : 1;
