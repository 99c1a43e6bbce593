using System.Globalization;
using System.Text.RegularExpressions;
using Parley.Dialogues;

namespace Parley.Checks;

/// <summary>A user who speaks while the assistant does, and what is kept of a reply that was not heard to its end.</summary>
internal static partial class BargeInChecks
{
    public static IEnumerable<Check> All =>
    [
        new(58, "Interrupting: the response is closed and cancelled by turn_detected, no late sound, then the new turn", Interrupt),
        new(59, "Speaking after the answer was sent: nothing is cancelled, truncate is accepted", SpeakAfterwards),
        new(60, "interrupt_response false: the old response completes, one automatic response follows", NoInterruption),
        new(61, "Neither interrupt nor create: only speech and item events", NeitherNor),
        new(62, "Speech does not cancel a response out of band", OutOfBand),
        new(63, "Truncate: confirmed, and the model remembers only what was heard", Truncate),
        new(64, "Truncate beyond the end: an error, then truncated with the real length", TruncateTooFar),
        new(65, "Truncate of a user's item, and of an unknown one: errors, nothing truncated", TruncateWrong),
        new(66, "Truncate while streaming, then cancel: both are answered", TruncateThenCancel),
    ];

    private static async Task Interrupt(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken());
        var first = (await dialogue.BeginLongAnswerAsync()).The("response.created").Text("response.id");
        await dialogue.SpeakTurnAsync();
        var heard = await dialogue.HearUntilAsync("response.done");
        string[] expected = [Flows.UserTurn[0], .. Flows.SpokenEnd];
        Expect.Order(expected.In(stage.Words), heard.InOrder(), "an interruption");
        Expect.Same(first, heard[^1].Text("response.id"), "the response that is done");
        heard[^1].ExpectStatus("cancelled", "turn_detected");
        Expect.Same("incomplete", heard.The("response.output_item.done").Text("item.status"), "item.status");
        var next = await dialogue.HearUntilAsync("response.done");
        Expect.Order(Flows.UserTurn.Skip(1).Concat(Flows.SpokenAnswer).In(stage.Words), next.InOrder(), "the turn after an interruption");
        var late = heard.Concat(next).SkipWhile(each => each.Kind != "response.output_audio.done").Any(each => each.Kind == "response.output_audio.delta" && each.Text("response_id") == first);
        Expect.That(!late, "sound of the old response came after its response.output_audio.done");
    }

    private static async Task SpeakAfterwards(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken());
        var item = (await dialogue.AskAsync("Say exactly: \"Hello there.\"")).The("response.output_item.done").Text("item.id");
        await dialogue.SpeakTurnAsync();
        await dialogue.HearAsync("input_audio_buffer.speech_started");
        await TruncateAsync(dialogue, item, 100);
        var heard = await dialogue.HearUntilAsync("conversation.item.truncated");
        Expect.Same(100, (int)heard[^1].Number("audio_end_ms"), "truncated.audio_end_ms");
        Expect.That(!dialogue.All.Of("response.done").Any(done => done.TextOrNull("response.status") == "cancelled"), "a response was cancelled that had ended");
    }

    private static async Task NoInterruption(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken(turnDetection: ""","interrupt_response":false"""));
        var first = (await dialogue.BeginLongAnswerAsync()).The("response.created").Text("response.id");
        await dialogue.SpeakTurnAsync();
        var done = await dialogue.HearAsync("response.done");
        Expect.Same(first, done.Text("response.id"), "the response that is done");
        done.ExpectStatus("completed");
        Expect.That(dialogue.All.Of("input_audio_buffer.committed").Any(), "the user's turn was not committed while the response went on");
        await dialogue.HearAsync("response.created");
        (await dialogue.HearAsync("response.done")).ExpectStatus("completed");
        Expect.That(!(await dialogue.SettleAsync()).Of("response.created").Any(), "a second automatic response followed");
    }

    private static async Task NeitherNor(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken(turnDetection: ""","interrupt_response":false,"create_response":false"""));
        await dialogue.BeginLongAnswerAsync();
        await dialogue.SpeakTurnAsync();
        (await dialogue.HearAsync("response.done")).ExpectStatus("completed");
        await dialogue.HearNothingAsync(TimeSpan.FromSeconds(2), [.. Flows.UserTurn, "rate_limits.updated", "conversation.item.input_audio_transcription.delta", "conversation.item.input_audio_transcription.completed"]);
        Expect.Same(1, dialogue.All.Of("input_audio_buffer.committed").Count(), "how many turns were committed");
        Expect.Same(1, dialogue.All.Of("response.created").Count(), "how many responses began");
    }

    private static async Task OutOfBand(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken(turnDetection: ""","create_response":false"""));
        await dialogue.RespondAsync("""{"conversation":"none","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Count from 1 to 30 in words."}]}]}""");
        await dialogue.HearAsync("response.output_audio.delta");
        await dialogue.SpeakTurnAsync();
        (await dialogue.HearAsync("response.done")).ExpectStatus("completed");
        Expect.That(dialogue.All.Of("input_audio_buffer.speech_started").Any(), "the user's speech was not noticed");
    }

    private static async Task Truncate(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var item = (await dialogue.AskAsync("Count from 1 to 25 in words.")).The("response.output_item.done").Text("item.id");
        var heard = dialogue.All.SoundBytes() / 48;
        Expect.That(heard > 5000, $"the answer lasts only {heard} ms, too short to be truncated at 4000 ms");
        await TruncateAsync(dialogue, item, 4000);
        var truncated = await dialogue.HearAsync("conversation.item.truncated");
        Expect.Same(4000, (int)truncated.Number("audio_end_ms"), "truncated.audio_end_ms");
        Expect.Same(item, truncated.Text("item_id"), "truncated.item_id");
        await dialogue.SayTextAsync("What was said before? Repeat it word for word.");
        await dialogue.RespondAsync(Flows.Written);
        var memory = (await dialogue.HearUntilAsync("response.done")).Words();
        Expect.Lacks("twenty-five", memory, "what the model remembers");
        if (stage.Target.HasObedientEngines)
        {
            Expect.Contains("one", memory, "what the model remembers");
        }
    }

    private static async Task TruncateTooFar(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var heard = await dialogue.AskAsync("Say exactly: \"Hello there, how are you today?\"");
        var (item, ms) = (heard.The("response.output_item.done").Text("item.id"), heard.SoundBytes() / 48);
        await TruncateAsync(dialogue, item, ms + 1779);
        var message = (await dialogue.HearAsync("error")).TextOrNull("error.message") ?? "";
        var length = TooShort().Match(message);
        Expect.That(
            length.Success && Math.Abs(int.Parse(length.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - ms) <= 50 && length.Groups[2].Value == $"{ms + 1779}",
            $"error.message: expected 'Audio content of {ms}ms is already shorter than {ms + 1779}ms', got '{message}'");
        var truncated = await dialogue.HearAsync("conversation.item.truncated");
        Expect.Same(length.Groups[1].Value, $"{truncated.Number("audio_end_ms")}", "truncated.audio_end_ms");
    }

    private static async Task TruncateWrong(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        await dialogue.SayTextAsync("Hello.", "item_of_user");
        foreach (var id in new[] { "item_of_user", "item_unknown" })
        {
            await dialogue.RefusedAsync(
                Message.Of("conversation.item.truncate", null, ("item_id", id), ("content_index", 0), ("audio_end_ms", 100)), id == "item_unknown" ? "item_truncate_invalid_item_id" : null);
        }

        Expect.That(!(await dialogue.SettleAsync()).Of("conversation.item.truncated").Any(), "something was truncated");
    }

    private static async Task TruncateThenCancel(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var item = (await dialogue.BeginLongAnswerAsync()).The("response.output_item.added").Text("item.id");
        await TruncateAsync(dialogue, item, 50);
        await dialogue.DoAsync("response.cancel");
        var done = await dialogue.HearAsync("response.done");
        done.ExpectStatus("cancelled", "client_cancelled");
        await dialogue.SettleAsync();
        Expect.Same(1, dialogue.All.Of("conversation.item.truncated").Count(), "how many conversation.item.truncated came");
    }

    private static Task TruncateAsync(Dialogue dialogue, string itemId, int ms) =>
        dialogue.SayAsync(Message.Of("conversation.item.truncate", null, ("item_id", itemId), ("content_index", 0), ("audio_end_ms", ms)));

    [GeneratedRegex(@"^Audio content of (\d+)ms is already shorter than (\d+)ms")]
    private static partial Regex TooShort();
}
