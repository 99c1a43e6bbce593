using System.Text.Json.Nodes;
using Parley.Dialogues;

namespace Parley.Checks;

/// <summary>What only clients of the beta see.</summary>
internal static class BetaChecks
{
    public static IEnumerable<Check> All => new Check[]
    {
        new(90, "Beta: its names, one conversation.item.created per item, flat settings accepted and echoed", Names),
        new(91, "Beta: a full turn with a function, followed as strictly as the reference client does", ReferenceClient) { Needs = Needs.Functions },
    }
    .Select(check => check with { Dialects = Check.BetaOnly });

    private static async Task Names(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        await dialogue.SayAsync("""
            {"type":"session.update","session":{"instructions":"Say exactly: \"Hello there.\"","output_audio_format":"g711_ulaw","max_response_output_tokens":400,"temperature":0.7,
            "turn_detection":{"type":"server_vad","silence_duration_ms":500}}}
            """);
        var session = (await dialogue.HearAsync("session.updated"))["session"];
        foreach (var (name, value) in new (string, JsonNode)[] { ("output_audio_format", "g711_ulaw"), ("max_response_output_tokens", 400), ("temperature", 0.7) })
        {
            Expect.Same(value, session![name], $"session.{name}");
        }

        await dialogue.SpeakTurnAsync();
        await dialogue.HearAsync("response.done");
        var types = dialogue.All.Select(heard => heard.Text("type")).ToList();
        foreach (var type in new[] { "response.audio.delta", "response.audio.done", "response.audio_transcript.delta", "response.audio_transcript.done" })
        {
            Expect.That(types.Contains(type), $"no {type} came");
        }

        var created = dialogue.All.Of("conversation.item.added").Select(heard => heard.Text("item.id")).ToList();
        Expect.Same(2, created.Count, "how many conversation.item.created came for two items");
        Expect.Same(2, created.Distinct().Count(), "how many items they name");
        foreach (var heard in dialogue.All.Where(heard => heard["item"] is not null))
        {
            Expect.Same("realtime.item", heard.TextOrNull("item.object"), $"{heard.Kind}: item.object");
        }

        Expect.Same("audio", dialogue.All.The("response.content_part.done").Text("part.type"), "part.type");
        Expect.Same("audio", dialogue.All.The("response.output_item.done").TextOrNull("item.content[0].type"), "the item's content type");

        await dialogue.SayAsync("""{"type":"response.create","response":{"modalities":["text"],"max_response_output_tokens":300,"temperature":0.9}}""");
        var response = (await dialogue.HearAsync("response.done"))["response"]!;
        Expect.Same(JsonValue.Create(300), response["max_output_tokens"], "response.max_output_tokens");
        Expect.Same(JsonValue.Create(0.9), response["temperature"], "response.temperature");
    }

    private static async Task ReferenceClient(Stage stage)
    {
        var client = new BetaReferenceClient();
        var dialogue = await stage.CallAsync("""{"tools":[{"type":"function","name":"get_weather","description":"The weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}]}""");
        Take(dialogue.All);
        Take(await dialogue.AskAsync("""Call the function get_weather with the arguments {"city":"Oslo"}."""));
        Expect.Same(1, client.Calls.Count, "how many calls");
        await dialogue.SayOutputAsync(client.Calls.Keys.Single(), "sunshine");
        await dialogue.RespondAsync();
        var answer = await dialogue.HearUntilAsync("response.done");
        Take(answer);
        Expect.Contains("sunshine", client.TextOf(answer.Of("response.output_item.done").Last().Text("item.id")), "the answer");

        void Take(IEnumerable<Heard> events)
        {
            foreach (var heard in events)
            {
                client.Take(heard);
            }
        }
    }
}
