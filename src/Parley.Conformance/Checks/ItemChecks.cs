using System.Text.Json.Nodes;
using Parley.Dialogues;

namespace Parley.Checks;

/// <summary>Items of the conversation, and the transcription of speech.</summary>
internal static class ItemChecks
{
    private const string Transcribing = ""","transcription":{"model":"whisper-1"}""";
    private const string Transcription = "conversation.item.input_audio_transcription.";

    public static IEnumerable<Check> All =>
    [
        new(75, "previous_item_id: an id, root, absent and empty put an item where they say", Places),
        new(76, "An unknown previous_item_id: an error, nothing added", UnknownPlace),
        new(77, "An item deleted can be created again with the same id", DeleteAndCreate),
        new(78, "Retrieving and deleting unknown items: their codes, the event_id echoed", UnknownItems),
        new(79, "A committed item retrieved has the user's sound", RetrieveSound),
        new(80, "Transcription: deltas make the transcript, one end per item, usage in whole seconds", Transcribed),
        new(81, "Without transcription no transcription event comes", NotTranscribed) { Dialects = Check.OpenAI },
        new(82, "Transcription deltas carry the announced item_id, also before the commit", EarlyDeltas),
        new(83, "The recogniser fails: failed with type, code and message, the turn goes on", RecogniserFails) { Needs = Needs.ObedientEngines },
        new(84, "A transcription session: response.create refused, speech becomes transcripts only", TranscriptionOnly) { Dialects = Check.GaOnly },
    ];

    /// <summary>Commits, and demands that the item retrieved has just this sound.</summary>
    public static async Task ExpectSoundAsync(Dialogue dialogue, ReadOnlyMemory<byte> sound)
    {
        await dialogue.DoAsync("input_audio_buffer.commit");
        var itemId = (await dialogue.HearAsync("input_audio_buffer.committed")).Text("item_id");
        await dialogue.SayAsync(Message.Of("conversation.item.retrieve", null, ("item_id", itemId)));
        var retrieved = await dialogue.HearAsync("conversation.item.retrieved");
        Expect.Same("input_audio", retrieved.TextOrNull("item.content[0].type"), "item.content[0].type");
        var got = Convert.FromBase64String(retrieved.Text("item.content[0].audio"));
        Expect.Same(sound.Length, got.Length, "bytes of item.content[0].audio");
        Expect.That(got.AsSpan().SequenceEqual(sound.Span), "item.content[0].audio is not the sound that was sent");
    }

    private static async Task Places(Stage stage)
    {
        (string? Previous, string? Shown)[] places = [("item_a", "item_a"), ("root", null), (null, "item_b"), ("", "item_b")];
        foreach (var (previous, shown) in places)
        {
            var dialogue = await stage.CallAsync(Flows.Written);
            foreach (var id in new[] { "item_a", "item_b" })
            {
                await dialogue.SayTextAsync(id, id);
                await dialogue.HearAsync("conversation.item.added");
            }

            await dialogue.SayTextAsync("c", "item_c", previous);
            var added = await dialogue.HearAsync("conversation.item.added", each => each.TextOrNull("item.id") == "item_c");
            Expect.Same(shown, added.TextOrNull("previous_item_id"), $"previous_item_id in the event, of an item created with {(previous is null ? "none" : $"'{previous}'")}");
        }
    }

    private static async Task UnknownPlace(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var create = JsonNode.Parse("""{"type":"conversation.item.create","previous_item_id":"item_nowhere","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"Hello."}]}}""");
        await dialogue.RefusedAsync(create!.AsObject(), null);
        Expect.Order([], await dialogue.SettleAsync(), "after an unknown previous_item_id");
    }

    private static async Task DeleteAndCreate(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        await dialogue.SayTextAsync("Hello.", "item_again");
        await dialogue.HearAsync("conversation.item.added");
        await dialogue.SayAsync("""{"type":"conversation.item.delete","item_id":"item_again"}""");
        await dialogue.SayTextAsync("Hello again.", "item_again");
        Expect.Same("item_again", (await dialogue.HearAsync("conversation.item.deleted")).Text("item_id"), "deleted.item_id");
        Expect.Same("item_again", (await dialogue.HearAsync("conversation.item.added")).Text("item.id"), "the new item's id");
    }

    private static async Task UnknownItems(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        foreach (var what in new[] { "retrieve", "delete" })
        {
            await dialogue.RefusedAsync(Message.Of($"conversation.item.{what}", null, ("item_id", "item_unknown")), $"item_{what}_invalid_item_id", what);
        }
    }

    private static async Task RetrieveSound(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Manual);
        await dialogue.SpeakAsync();
        await ExpectSoundAsync(dialogue, stage.Target.Speech);
    }

    private static async Task Transcribed(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken(turnDetection: ""","create_response":false""", more: Transcribing));
        await dialogue.SpeakTurnAsync();
        var completed = await dialogue.HearAsync($"{Transcription}completed");
        await dialogue.SettleAsync();
        var itemId = dialogue.All.The("input_audio_buffer.committed").Text("item_id");
        var ends = dialogue.All.Where(each => each.TextOrNull("item_id") == itemId && each.Kind is $"{Transcription}completed" or $"{Transcription}failed");
        Expect.Same(1, ends.Count(), "how many ends the transcription has");
        var deltas = dialogue.All.Joined($"{Transcription}delta");
        Expect.That(deltas.Length == 0 || deltas == completed.Text("transcript"), $"the deltas joined are '{deltas}', and the transcript '{completed.Text("transcript")}'");
        Expect.That(completed["usage"] is JsonObject, "usage is no object");
    }

    private static async Task NotTranscribed(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken());
        await dialogue.SpeakTurnAsync();
        await dialogue.HearAsync("response.done");
        await dialogue.SettleAsync();
        Expect.That(!dialogue.All.Any(each => each.Kind.StartsWith(Transcription, StringComparison.Ordinal)), "a transcription event came");
    }

    private static async Task EarlyDeltas(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken(turnDetection: ""","create_response":false""", more: Transcribing));
        await dialogue.SpeakTurnAsync();
        await dialogue.HearAsync($"{Transcription}completed");
        var announced = dialogue.All.The("input_audio_buffer.speech_started").Text("item_id");
        foreach (var delta in dialogue.All.Of($"{Transcription}delta"))
        {
            Expect.Same(announced, delta.Text("item_id"), "the delta's item_id");
        }
    }

    private static async Task RecogniserFails(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken(more: ""","transcription":{"model":"whisper-1","prompt":"fail to hear"}"""));
        await dialogue.SpeakTurnAsync();
        await dialogue.HearAsync("response.done");
        var failed = dialogue.All.Of($"{Transcription}failed").FirstOrDefault() ?? await dialogue.HearAsync($"{Transcription}failed");
        foreach (var name in new[] { "type", "code", "message" })
        {
            Expect.That(failed.TextOrNull($"error.{name}") is { Length: > 0 }, $"error.{name} is not set");
        }
    }

    private static async Task TranscriptionOnly(Stage stage)
    {
        var dialogue = await stage.OpenAsync(Knock.In(stage.Dialect, stage.Target, query: "intent=transcription"));
        await dialogue.HearAsync("session.created");
        await dialogue.SayAsync("""{"type":"session.update","session":{"type":"transcription","audio":{"input":{"transcription":{"model":"whisper-1"},"turn_detection":{"type":"server_vad","silence_duration_ms":500}}}}}""");
        await dialogue.HearAsync("session.updated");
        await dialogue.RefusedAsync(Message.Of("response.create", null), null);
        await dialogue.SpeakTurnAsync();
        await dialogue.HearAsync($"{Transcription}completed");
        await dialogue.SettleAsync();
        Expect.That(!dialogue.All.Any(each => each.Kind.StartsWith("response.", StringComparison.Ordinal)), "a response began in a transcription session");
    }
}
