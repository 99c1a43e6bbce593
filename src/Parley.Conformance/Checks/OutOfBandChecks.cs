using Parley.Dialogues;

namespace Parley.Checks;

/// <summary>Responses beside the conversation.</summary>
internal static class OutOfBandChecks
{
    private const string Before = "What was said before? Repeat it word for word.";

    public static IEnumerable<Check> All =>
    [
        new(46, "An out-of-band response runs beside an active one", Beside),
        new(54, "Out of band with its own input: no conversation id, no items, nothing remembered", Alone),
        new(55, "input with an item_reference is resolved; an unknown one is refused", Reference),
    ];

    private static async Task Beside(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var first = (await dialogue.BeginLongAnswerAsync()).The("response.created").Text("response.id");
        await dialogue.RespondAsync(Saying("Say exactly: \\\"Apple.\\\""));
        var aside = await dialogue.HearAsync("response.created");
        Expect.Same(null, aside["response.conversation_id"], "response.conversation_id of the one beside");
        await dialogue.HearAsync("response.done");
        await dialogue.HearAsync("response.done");
        foreach (var id in new[] { first, aside.Text("response.id") })
        {
            dialogue.All.Of("response.done").Single(each => each.Text("response.id") == id).ExpectStatus("completed");
            Expect.That(dialogue.All.Where(each => each.TextOrNull("response_id") == id).Words().Length > 0, $"{id} said nothing");
        }
    }

    private static async Task Alone(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Written);
        await dialogue.AskAsync("Say exactly: \"Hello there.\"");
        var assistant = dialogue.All.The("response.output_item.done").Text("item.id");
        await dialogue.RespondAsync(Saying("Say exactly: \\\"Pineapple.\\\""));
        var heard = await dialogue.HearUntilAsync("response.done");
        Expect.That(heard[^1].Has("response.conversation_id") && heard[^1]["response.conversation_id"] is null, "response.conversation_id is not null");
        Expect.That(!heard.Any(each => each.Kind.StartsWith("conversation.item.", StringComparison.Ordinal)), "a conversation.item event came for a response out of band");
        Expect.Contains("pineapple", heard.Words(), "the answer to the response's own input");
        await dialogue.RespondAsync(Saying(Before));
        Expect.Lacks("hello there", (await dialogue.HearUntilAsync("response.done")).Words(), "what a response with an input of its own knows of the conversation");
        var next = await dialogue.AskAsync(Before);
        Expect.Same(assistant, next.Of("conversation.item.added").First().TextOrNull("previous_item_id"), "previous_item_id of the next item");
        Expect.Lacks("pineapple", next.Words(), "what the model remembers");
    }

    private static async Task Reference(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Written);
        await dialogue.SayTextAsync("Count from 1 to 7 in words.", "item_seven");
        await dialogue.SayTextAsync("Count from 1 to 5 in words.", "item_five");
        await dialogue.RespondAsync(Referring("item_seven"));
        var answer = (await dialogue.HearUntilAsync("response.done")).Words();
        Expect.That(answer.Contains("seven", StringComparison.OrdinalIgnoreCase) || answer.Contains('7'), $"the answer to the item that was referred to: expected a count to seven, got '{answer}'");
        await dialogue.RespondAsync(Referring("item_unknown"), "unknown");
        await dialogue.HearErrorAsync(null, "unknown");
        Expect.Order([], (await dialogue.SettleAsync()).InOrder(), "after an unknown reference");

        string Referring(string id) => stage.Words.IsBeta
            ? $$"""{"conversation":"none","input":[{"type":"message","role":"user","content":[{"type":"item_reference","id":"{{id}}"}]}]}"""
            : $$"""{"conversation":"none","input":[{"type":"item_reference","id":"{{id}}"}]}""";
    }

    private static string Saying(string direction) =>
        $$"""{"conversation":"none","output_modalities":["text"],"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"{{direction}}"}]}]}""";
}
