using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace Parley.Dialogues;

/// <summary>A session as a client has it: what it says, and what it waits to hear, in GA's words.</summary>
internal sealed class Dialogue(Line line, Words words, Target target, CancellationToken cancellation)
{
    private const string NoSuchItem = "item_that_is_not_there";

    private readonly List<Heard> _all = [];
    private int _fences;

    public Words Words => words;

    public Line Line => line;

    /// <summary>Everything that was heard and waited for so far.</summary>
    public IReadOnlyList<Heard> All => _all;

    /// <summary>Errors that are no failure of the check.</summary>
    public Func<Heard, bool> Tolerates { get; set; } = _ => false;

    // Saying

    public Task SayAsync(string json) => line.SendAsync(json, cancellation);

    public Task SayAsync(JsonObject json) => SayAsync(json.ToJsonString());

    public Task SayBinaryAsync(ReadOnlyMemory<byte> bytes) => line.SendAsync(bytes, WebSocketMessageType.Binary, cancellation);

    /// <summary>An event of this type and nothing else.</summary>
    public Task DoAsync(string type) => SayAsync(new JsonObject { ["type"] = type });

    /// <param name="gaPatch">The session's patch in GA's words.</param>
    public Task SayUpdateAsync(string gaPatch, string? eventId = null) => SayAsync(Message.Of("session.update", eventId, ("session", words.Session(gaPatch))));

    /// <summary>Updates the session, and hears so.</summary>
    /// <returns>The session as it is now.</returns>
    public async Task<JsonNode> UpdateAsync(string gaPatch)
    {
        await SayUpdateAsync(gaPatch);
        return (await HearAsync("session.updated"))["session"]!;
    }

    /// <summary>Adds a text of the user's.</summary>
    public Task SayTextAsync(string text, string? itemId = null, string? previousItemId = null)
    {
        var item = new JsonObject { ["type"] = "message", ["role"] = "user", ["content"] = new JsonArray(new JsonObject { ["type"] = "input_text", ["text"] = text }) };
        return SayItemAsync(item, itemId, previousItemId);
    }

    public Task SayItemAsync(JsonObject item, string? itemId = null, string? previousItemId = null, string? eventId = null)
    {
        if (itemId is not null)
        {
            item["id"] = itemId;
        }

        var create = Message.Of("conversation.item.create", eventId, ("item", item));
        if (previousItemId is not null)
        {
            create["previous_item_id"] = previousItemId;
        }

        return SayAsync(create);
    }

    public Task SayOutputAsync(string callId, string output) =>
        SayItemAsync(new JsonObject { ["type"] = "function_call_output", ["call_id"] = callId, ["output"] = output });

    /// <param name="gaParams">In GA's words; null for a bare one.</param>
    public Task RespondAsync(string? gaParams = null, string? eventId = null) => SayAsync(gaParams is null
        ? Message.Of("response.create", eventId)
        : Message.Of("response.create", eventId, ("response", words.Response(gaParams))));

    /// <summary>Sends sound in appends of 100 ms, as fast as the server takes it.</summary>
    public async Task AppendAsync(ReadOnlyMemory<byte> pcm)
    {
        const int chunk = Target.SampleRate / 10 * sizeof(short);
        for (var at = 0; at < pcm.Length; at += chunk)
        {
            await SayAppendAsync(Convert.ToBase64String(pcm.Span.Slice(at, Math.Min(chunk, pcm.Length - at))));
        }
    }

    public Task SayAppendAsync(string base64) => SayAsync($$"""{"type":"input_audio_buffer.append","audio":"{{base64}}"}""");

    /// <summary>Says the target's speech.</summary>
    public Task SpeakAsync() => AppendAsync(target.Speech);

    public Task BeSilentAsync(int ms) => AppendAsync(new byte[ms * Target.SampleRate / 1000 * sizeof(short)]);

    /// <summary>Says something, and is silent for long enough that the turn is over.</summary>
    public async Task SpeakTurnAsync()
    {
        await SpeakAsync();
        await BeSilentAsync(1500);
    }

    // Hearing

    /// <summary>The next event of any kind.</summary>
    public async Task<Heard> HearAnyAsync(TimeSpan? within = null, string waitingFor = "an event")
    {
        using var patience = new CancellationTokenSource(within ?? target.Timeout, target.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        return await NextAsync(waitingFor, either.Token);
    }

    /// <summary>The next event of a kind, whatever comes before it.</summary>
    public async Task<Heard> HearAsync(string kind, Func<Heard, bool>? which = null, TimeSpan? within = null) => (await HearUntilAsync(kind, which, within))[^1];

    /// <summary>What comes up to the next event of a kind, that one included. An error that nobody expected fails the check.</summary>
    public async Task<IReadOnlyList<Heard>> HearUntilAsync(string kind, Func<Heard, bool>? which = null, TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? target.Timeout, target.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var heard = new List<Heard>();
        do
        {
            heard.Add(await NextAsync(kind, either.Token));
            if (heard[^1].Kind == "error" && kind != "error" && !Tolerates(heard[^1]))
            {
                throw new CheckFailedException($"waiting for {kind}, got an error: {heard[^1].TextOrNull("error.code")} {heard[^1].TextOrNull("error.message")}");
            }
        }
        while (heard[^1].Kind != kind || which?.Invoke(heard[^1]) == false);
        return heard;
    }

    /// <summary>Says something that is wrong, and hears the error for it.</summary>
    /// <param name="json">With this <c>event_id</c> in it.</param>
    public async Task<Heard> RefusedAsync(JsonObject json, string? code, string? eventId = "refused-1")
    {
        if (eventId is not null)
        {
            json["event_id"] = eventId;
        }

        await SayAsync(json);
        return await HearErrorAsync(code, eventId);
    }

    /// <summary>An error with this code, if any is said, which names this client event.</summary>
    public async Task<Heard> HearErrorAsync(string? code, string? eventId)
    {
        var error = await HearAsync("error");
        if (code is not null)
        {
            Expect.Same(code, error.TextOrNull("error.code"), "error.code");
        }

        Expect.Same(eventId, error.TextOrNull("error.event_id"), "error.event_id");
        return error;
    }

    /// <summary>Lets the server handle all that was said so far, and hears what came of it.</summary>
    public async Task<IReadOnlyList<Heard>> SettleAsync()
    {
        var (fence, item) = ($"fence-{++_fences}", $"{NoSuchItem}_{_fences}");
        await SayAsync(Message.Of("conversation.item.retrieve", fence, ("item_id", item)));
        var heard = new List<Heard>();
        do
        {
            heard.Add(await HearAnyAsync(waitingFor: "the error for an item that is not there"));
        }
        while (heard[^1].Kind != "error" || (heard[^1].TextOrNull("error.event_id") != fence && heard[^1].TextOrNull("error.message")?.Contains(item, StringComparison.Ordinal) != true));
        return heard[..^1];
    }

    /// <summary>Demands that nothing comes for a while.</summary>
    /// <param name="except">Kinds that may.</param>
    public async Task HearNothingAsync(TimeSpan within, params string[] except)
    {
        var unexpected = (await HearWithinAsync(within)).FirstOrDefault(heard => !except.Contains(heard.Kind));
        Expect.That(unexpected is null, $"expected nothing for {within.TotalSeconds:0.#} s, got {unexpected?.Kind}");
    }

    /// <summary>All that comes in a while.</summary>
    public async Task<IReadOnlyList<Heard>> HearWithinAsync(TimeSpan within)
    {
        using var over = new CancellationTokenSource(within, target.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        var heard = new List<Heard>();
        try
        {
            while (await line.NextAsync(either.Token) is { } next)
            {
                _all.Add(next);
                heard.Add(next);
            }

            throw new CheckFailedException($"expected the session to go on, but {line.Ending}");
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return heard;
        }
    }

    /// <summary>What is said until the server closes.</summary>
    public async Task<IReadOnlyList<Heard>> HearCloseAsync(TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? target.Timeout, target.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var heard = new List<Heard>();
        try
        {
            while (await line.NextAsync(either.Token) is { } next)
            {
                _all.Add(next);
                heard.Add(next);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CheckFailedException($"expected the server to close the connection; it did not within {(within ?? target.Timeout).TotalSeconds:0.#} s");
        }

        return heard;
    }

    private async Task<Heard> NextAsync(string waitingFor, CancellationToken patience)
    {
        try
        {
            var heard = await line.NextAsync(patience) ?? throw new CheckFailedException($"waiting for {waitingFor}: {line.Ending}");
            _all.Add(heard);
            return heard;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var last = string.Join(", ", _all.TakeLast(5).Select(heard => heard.Kind));
            throw new CheckFailedException($"waited in vain for {waitingFor} (last heard: {(last.Length > 0 ? last : "nothing")})");
        }
    }
}
