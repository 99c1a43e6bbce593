using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Dialects;
using Parley.Dialogues;

namespace Parley.Checks;

/// <summary>Responses in the conversation.</summary>
internal static class ResponseChecks
{
    private const string Hello = "Say exactly: \"Hello there.\"";

    public static IEnumerable<Check> All =>
    [
        new(40, "A written turn, pipelined: two items, all events in the documented order, text equals joined deltas", WrittenTurn),
        new(41, "A spoken answer: part and content types, and no 'audio' outside of deltas", SpokenAnswer),
        new(42, "response.created: in progress, empty, without usage", Created),
        new(43, "response.done: usage is complete and adds up, in a written and in a spoken turn", Usage),
        new(44, "conversation.item.done before response.output_item.done before response.done", EndsInOrder),
        new(45, "response.create while one is active: refused with the event_id (Yandex: folded in), the first completes", WhileActive),
        new(47, "response.cancel with none active: response_cancel_not_active, the session goes on", CancelNothing),
        new(48, "response.cancel while streaming: parts and item closed, cancelled by the client, usage an object", CancelStreaming),
        new(49, "response.cancel of a wrong response: an error; before the first item: cancelled with no output", CancelWrongOrEarly),
        new(50, "max_output_tokens 5 and a long answer: incomplete", TokenLimit),
        new(51, "The model fails: response.done failed with type, code and message, the session goes on", ModelFails) { Needs = Needs.ObedientEngines },
        new(52, "metadata is echoed in response.created and response.done", Metadata),
        new(53, "instructions of one response hold for that one only", InstructionsOnce),
        new(56, "After a response at most one rate_limits.updated", RateLimits),
        new(57, "Clients that vanish in the middle of a response leave the server well", Vanish),
    ];

    private static async Task WrittenTurn(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Written);
        var heard = await dialogue.AskAsync(Hello);
        string[] item = ["conversation.item.added", "conversation.item.done"];
        Expect.Order(item.Concat(Flows.WrittenAnswer).In(stage.Words), heard.InOrder(), "a written turn");
        var (question, answer) = (heard.Of("conversation.item.added").First(), heard.Of("conversation.item.added").Last());
        Expect.Same(question.Text("item.id"), answer.TextOrNull("previous_item_id"), "previous_item_id of the answer");
        foreach (var begun in new[] { heard.The("response.output_item.added"), answer })
        {
            Expect.Same("in_progress", begun.TextOrNull("item.status"), $"{begun.Kind}: item.status of the answer");
        }

        var text = heard.The("response.output_text.done").Text("text");
        Expect.Same(heard.Joined("response.output_text.delta"), text, "the text's deltas joined");
        Expect.Same(text, heard[^1].TextOrNull("response.output[0].content[0].text"), "the text in response.done");
        Expect.Same(stage.Words.TextPart, heard[^1].TextOrNull("response.output[0].content[0].type"), "the content's type in response.done");
    }

    private static async Task SpokenAnswer(Stage stage)
    {
        var heard = await (await stage.CallAsync()).AskAsync(Hello);
        var part = heard.The("response.content_part.added").Text("part.type");
        Expect.That(part == "audio" || (part == "output_audio" && stage.Dialect == DialectName.Yandex), $"content_part.added: part.type is '{part}'; expected 'audio'");
        Expect.Same(stage.Words.AudioPart, heard.The("response.output_item.done").TextOrNull("item.content[0].type"), "the item's content type");
        foreach (var each in heard.Where(each => !each.IsDelta))
        {
            Expect.That(!CarriesSound(each.Json), $"{each.Kind} carries a string 'audio'");
        }
    }

    private static bool CarriesSound(JsonNode? node) => node switch
    {
        JsonObject members => members.Any(member => (member.Key == "audio" && member.Value?.GetValueKind() == JsonValueKind.String) || CarriesSound(member.Value)),
        JsonArray array => array.Any(CarriesSound),
        _ => false,
    };

    private static async Task Created(Stage stage)
    {
        var created = (await (await stage.CallAsync(Flows.Written)).AskAsync(Hello)).The("response.created");
        created.ExpectStatus("in_progress");
        Expect.Same(new JsonArray(), created["response.output"], "response.output");
        foreach (var name in new[] { "usage", "status_details", "metadata" })
        {
            Expect.That(created.Has($"response.{name}") && created[$"response.{name}"] is null, $"response.{name}: expected null, got {created[$"response.{name}"]?.ToJsonString() ?? "no such key"}");
        }

        Expect.That(created.TextOrNull("response.conversation_id") is { Length: > 0 }, "response.conversation_id is not set");
    }

    private static async Task Usage(Stage stage)
    {
        ExpectSums((await (await stage.CallAsync(Flows.Written)).AskAsync(Hello))[^1]);
        var dialogue = await stage.CallAsync(Flows.Spoken());
        await dialogue.SpeakTurnAsync();
        var spoken = await dialogue.HearAsync("response.done");
        ExpectSums(spoken);
        foreach (var direction in new[] { "input", "output" })
        {
            Expect.That(spoken.Number($"response.usage.{direction}_token_details.audio_tokens") > 0, $"response.usage: a spoken turn without audio tokens of the {direction}");
        }
    }

    private static void ExpectSums(Heard done)
    {
        var (total, input, output) = (Tokens("total_tokens"), Tokens("input_tokens"), Tokens("output_tokens"));
        Expect.That(total == input + output, $"response.usage: total {total} is not input {input} + output {output}");
        var read = Tokens("input_token_details.text_tokens") + Tokens("input_token_details.audio_tokens") + Image("input_token_details");
        Expect.That(read == input, $"response.usage: input {input} is not {read}, the sum of input_token_details");
        var written = Tokens("output_token_details.text_tokens") + Tokens("output_token_details.audio_tokens");
        Expect.That(written == output, $"response.usage: output {output} is not {written}, the sum of output_token_details");

        var cached = Tokens("input_token_details.cached_tokens");
        Expect.That(cached <= input, $"response.usage: {cached} cached tokens are more than all {input}");
        const string Details = "input_token_details.cached_tokens_details";
        var sum = Tokens($"{Details}.text_tokens") + Tokens($"{Details}.audio_tokens") + Image(Details);
        Expect.That(sum == cached, $"response.usage: {cached} cached tokens are not {sum}, the sum of cached_tokens_details");

        double Tokens(string place) => done.Number($"response.usage.{place}");

        double Image(string place) => done.Has($"response.usage.{place}.image_tokens") ? Tokens($"{place}.image_tokens") : 0; // younger than the rest
    }

    private static async Task EndsInOrder(Stage stage)
    {
        var heard = (await (await stage.CallAsync(Flows.Written)).AskAsync(Hello)).InOrder().TakeLast(stage.Words.IsBeta ? 2 : 3);
        string[] expected = ["conversation.item.done", "response.output_item.done", "response.done"];
        Expect.Order(expected.In(stage.Words), heard, "the end of a response");
    }

    private static async Task WhileActive(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var first = (await dialogue.BeginLongAnswerAsync()).The("response.created").Text("response.id");
        await dialogue.RespondAsync(eventId: "second");
        if (stage.Dialect != DialectName.Yandex)
        {
            await dialogue.HearErrorAsync("conversation_already_has_active_response", "second");
        }

        var done = await dialogue.HearAsync("response.done");
        Expect.Same(first, done.Text("response.id"), "the response that is done");
        done.ExpectStatus("completed");
        if (stage.Dialect != DialectName.Yandex)
        {
            Expect.That(!(await dialogue.SettleAsync()).Of("response.created").Any(), "the refused response began after all");
        }
    }

    private static async Task CancelNothing(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var error = await dialogue.RefusedAsync(Message.Of("response.cancel", null), "response_cancel_not_active");
        Expect.Contains("Cancellation failed", error.TextOrNull("error.message"), "error.message");
        await dialogue.SettleAsync();
    }

    private static async Task CancelStreaming(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        await dialogue.BeginLongAnswerAsync();
        await dialogue.DoAsync("response.cancel");
        var heard = await dialogue.HearUntilAsync("response.done");
        Expect.Order(Flows.SpokenEnd.In(stage.Words), heard.InOrder(), "a cancelled response");
        heard[^1].ExpectStatus("cancelled", "client_cancelled");
        Expect.Same("incomplete", heard.The("response.output_item.done").Text("item.status"), "item.status");
        Expect.Same("incomplete", heard[^1].TextOrNull("response.output[0].status"), "the status of the item in response.done");
        Expect.That(heard[^1]["response.usage"] is JsonObject, "response.usage is no object");
        await dialogue.SettleAsync();
    }

    private static async Task CancelWrongOrEarly(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        await dialogue.BeginLongAnswerAsync();
        await dialogue.RefusedAsync(Message.Of("response.cancel", null, ("response_id", "resp_of_nobody")), null);
        (await dialogue.HearAsync("response.done")).ExpectStatus("completed");

        for (var attempt = 0; attempt < 5; attempt++)
        {
            await dialogue.RespondAsync();
            await dialogue.DoAsync("response.cancel");
            var heard = await dialogue.HearUntilAsync("response.done");
            heard[^1].ExpectStatus("cancelled", "client_cancelled");
            if (!heard.Of("response.output_item.added").Any())
            {
                Expect.Same(new JsonArray(), heard[^1]["response.output"], "response.output");
                return;
            }
        }

        throw new CheckSkippedException("the model was faster than the cancel behind its request, five times");
    }

    private static async Task TokenLimit(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var heard = await dialogue.AskAsync("Count from 1 to 40 in words.", """{"max_output_tokens":5,"output_modalities":["text"]}""");
        heard[^1].ExpectStatus("incomplete", "max_output_tokens");
        Expect.Same("incomplete", heard.The("response.output_item.done").Text("item.status"), "item.status");
        Expect.Same(5, heard[^1]["response.max_output_tokens"]?.GetValue<int>(), "response.max_output_tokens");
    }

    private static async Task ModelFails(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Written);
        var done = (await dialogue.AskAsync("Fail."))[^1];
        done.ExpectStatus("failed");
        foreach (var name in new[] { "type", "code", "message" })
        {
            Expect.That(done.TextOrNull($"response.status_details.error.{name}") is { Length: > 0 }, $"response.status_details.error.{name} is not set");
        }

        (await dialogue.AskAsync(Hello))[^1].ExpectStatus("completed");
    }

    private static async Task Metadata(Stage stage)
    {
        var heard = await (await stage.CallAsync()).AskAsync(Hello, """{"output_modalities":["text"],"metadata":{"client_event_id":"abc"}}""");
        foreach (var each in new[] { heard.The("response.created"), heard[^1] })
        {
            Expect.Same(JsonNode.Parse("""{"client_event_id":"abc"}"""), each["response.metadata"], $"{each.Kind}: response.metadata");
        }
    }

    private static async Task InstructionsOnce(Stage stage)
    {
        var dialogue = await stage.CallAsync("""{"output_modalities":["text"],"instructions":"Whatever the user says: Say exactly: \"The session speaks.\""}""");
        var first = await dialogue.AskAsync("Hello.", """{"instructions":"Whatever the user says: Say exactly: \"The exception speaks.\""}""");
        Expect.Contains("exception", first.Words(), "the answer with instructions of its own");
        Expect.Contains("session", (await dialogue.AskAsync("Hello.")).Words(), "the answer after it");
    }

    private static async Task RateLimits(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Written);
        var during = await dialogue.AskAsync(Hello);
        Expect.That(stage.Words.IsBeta || !during.Of("rate_limits.updated").Any(), "rate_limits.updated came before response.done");
        var after = await dialogue.HearWithinAsync(TimeSpan.FromSeconds(1));
        Expect.That(after.All(each => each.Kind == "rate_limits.updated") && after.Count <= 1, $"after response.done came {string.Join(", ", after.Select(each => each.Kind))}");
    }

    private static async Task Vanish(Stage stage)
    {
        for (var client = 0; client < 5; client++)
        {
            var gone = await stage.CallAsync();
            await gone.BeginLongAnswerAsync();
            gone.Line.Vanish();
        }

        var dialogue = await stage.CallAsync(Flows.Written);
        (await dialogue.AskAsync(Hello))[^1].ExpectStatus("completed");
    }
}
