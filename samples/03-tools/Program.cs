// An agent with two functions. They are plain methods; what the model may ask of them comes from their names, parameters and descriptions.
using System.ComponentModel;
using Microsoft.Extensions.AI;
using Parley.Agents;
using Parley.Embedded;
using Parley.Protocol;
using Parley.Running;
using Parley.Server;
using Parley.Transport;

await using var server = await ParleyServer.StartAsync(new() { Port = 0, Services = services => services.AddEmbeddedEngines() }, default);

#region agent
var agent = new RealtimeAgent("Ada")
{
    Instructions = "Your name is Ada. You know the weather and the time.",
    Tools =
    [
        AIFunctionFactory.Create(Weather, "get_weather", "The weather in a city."),
        AIFunctionFactory.Create(() => new { time = TimeProvider.System.GetLocalNow().ToString("HH:mm") }, "get_current_time", "What time it is now."),
    ],
};
#endregion

await using var session = await new RealtimeRunner(agent, RealtimeEndpoint.Parley(server.Address, "parley-dev", "parley")).RunAsync();
string[] questions = ["What is the weather in Oslo?", "Please get the current time."];
var answers = 0;
foreach (var question in questions)
{
    Console.WriteLine($"You: {question}");
    await session.SendMessageAsync(question);
    answers += await AnswerAsync() ? 1 : 0;
}

return answers == questions.Length ? 0 : 1;

static object Weather([Description("The city")] string city) => city.ToUpperInvariant() switch
{
    "OSLO" => new { city, weather = "snow", temperature = -3 },
    "ROME" => new { city, weather = "sun", temperature = 21 },
    _ => new { city, weather = "unknown", temperature = 0 },
};

#region events
// the agent answers twice: with a call, and with words
async Task<bool> AnswerAsync()
{
    var (hasCalled, words) = (false, "");
    await foreach (var happened in session)
    {
        switch (happened)
        {
            case RealtimeToolStart { Call: var call }: Console.WriteLine($"  calls {call.Name} {call.Arguments}"); break;
            case RealtimeToolEnd { Result: var result }: hasCalled = result.Error is null; Console.WriteLine($"  gets {result.Output}"); break;
            case RealtimeRawServerEvent { Event: ResponseOutputAudioTranscriptDone { Transcript: var said } }: words = said; break;
            case RealtimeAgentEnd { HasCalls: false } when words.Length > 0: Console.WriteLine($"Ada: {words}"); return hasCalled;
        }
    }

    return false;
}
#endregion
