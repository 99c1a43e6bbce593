using System.Text.Json.Nodes;
using Parley.Dialects;
using Parley.Dialogues;

namespace Parley.Checks;

/// <summary>Connecting, keys, and the choice of dialect.</summary>
internal static class ConnectChecks
{
    private const string Reference = """
        {"type":"realtime","object":"realtime.session","output_modalities":["audio"],"tools":[],"tool_choice":"auto","max_output_tokens":"inf","tracing":null,
         "truncation":"auto","prompt":null,"audio":{"input":{"format":{"type":"audio/pcm","rate":24000},"transcription":null,"noise_reduction":null,
         "turn_detection":{"type":"server_vad","threshold":0.5,"prefix_padding_ms":300,"silence_duration_ms":200,"idle_timeout_ms":null,"create_response":true,
         "interrupt_response":true}},"output":{"format":{"type":"audio/pcm","rate":24000},"voice":"alloy","speed":1}},"include":null}
        """;

    // what of a flat session is as old as the beta
    private const string BetaReference = """
        {"object":"realtime.session","modalities":["text","audio"],"voice":"alloy","input_audio_format":"pcm16","output_audio_format":"pcm16",
         "input_audio_transcription":null,"tools":[],"tool_choice":"auto","temperature":0.8,"max_response_output_tokens":"inf"}
        """;

    // Yandex documents no more of it
    private const string YandexReference = """{"object":"realtime.session","tools":[],"tool_choice":"auto"}""";

    // models and wording are the server's own
    private static readonly string[] Own = ["id", "expires_at", "model", "instructions"];

    public static IEnumerable<Check> All =>
    [
        new(1, "Connect: the first frame is session.created, as the reference object has it key by key", FirstFrame),
        new(2, "After session.created nothing more comes by itself", NothingMore),
        new(3, "A browser's subprotocols: 'realtime' is selected, the key is not echoed", BrowserSubprotocols),
        new(4, "Only the key's subprotocol is offered: accepted, and not selected", KeySubprotocol),
        new(5, "A wrong key: error invalid_api_key and close 3000, or HTTP 401", WrongKey),
        new(6, "No model, or an unknown one: error and close 4000 with the reason", WrongModel),
        new(7, "?intent=transcription: session.created of a transcription session", TranscriptionIntent) { Dialects = Check.GaOnly },
        new(8, "Beta by header or by subprotocol: a flat session.created", FlatSession) { Dialects = Check.BetaOnly },
        new(9, "Authorization: api-key and the path …/openai: a Yandex session", YandexSession) { Dialects = Check.YandexOnly },
        new(10, "An ek_ secret as Bearer: the session begins as the secret says", Secret) { Dialects = Check.GaOnly, Needs = Needs.Http },
        new(11, "An expired ek_ secret is refused; a session opened with it before goes on", ExpiredSecret) { Dialects = Check.GaOnly, Needs = Needs.Http | Needs.LongWait },
        new(12, "An idle session is pinged at least twice in 60 s; a client's ping is answered", Pings) { Needs = Needs.LongWait },
    ];

    private static async Task FirstFrame(Stage stage)
    {
        var dialogue = await stage.OpenAsync(Knock.In(stage.Dialect, stage.Target));
        var first = await dialogue.HearAnyAsync();
        Expect.Same("session.created", first.Kind, "the first frame");
        var session = first["session"]!.AsObject();
        foreach (var name in Own)
        {
            Expect.That(session.ContainsKey(name), $"session.{name} is absent");
        }

        var reference = stage.Dialect switch { DialectName.Ga => Reference, DialectName.Beta => BetaReference, _ => YandexReference };
        Compare(JsonNode.Parse(reference), session, "session", isWhole: stage.Dialect == DialectName.Ga);
    }

    // isWhole: and nothing else stands there
    private static void Compare(JsonNode? expected, JsonNode? got, string path, bool isWhole)
    {
        if (expected is not JsonObject wanted || got is not JsonObject there)
        {
            Expect.Same(expected, got, path);
            return;
        }

        foreach (var (name, value) in wanted)
        {
            Expect.That(there.ContainsKey(name), $"{path}.{name} is absent");
            Compare(value, there[name], $"{path}.{name}", isWhole);
        }

        var extra = there.Select(member => member.Key).Except(wanted.Select(member => member.Key)).Except(path == "session" ? Own : []).ToList();
        Expect.That(!isWhole || extra.Count == 0, $"{path} has what the reference lacks: {string.Join(", ", extra)}");
    }

    private static async Task NothingMore(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        await dialogue.HearNothingAsync(TimeSpan.FromSeconds(2));
    }

    private static async Task BrowserSubprotocols(Stage stage)
    {
        var dialogue = await stage.OpenAsync(InBrowser(stage, "realtime"));
        await dialogue.HearAsync("session.created");
        Expect.Same("realtime", dialogue.Line.Subprotocol, "the selected subprotocol");
    }

    private static async Task KeySubprotocol(Stage stage)
    {
        var dialogue = await stage.OpenAsync(InBrowser(stage));
        await dialogue.HearAsync("session.created");
        Expect.That(dialogue.Line.Subprotocol?.Contains(stage.Target.Key!, StringComparison.Ordinal) != true, "the key was echoed as the selected subprotocol");
    }

    private static Knock InBrowser(Stage stage, params string[] first)
    {
        var key = stage.Target.Key ?? throw new CheckSkippedException("no key was given, and this is about where keys stand");
        return Knock.In(stage.Dialect, stage.Target) with
        {
            Headers = new Dictionary<string, string>(),
            Subprotocols = [.. first, $"openai-insecure-api-key.{key}", .. stage.Words.IsBeta ? ["openai-beta.realtime-v1"] : Array.Empty<string>()],
        };
    }

    private static async Task WrongKey(Stage stage) =>
        await ExpectRefusalAsync(stage, Knock.In(stage.Dialect, stage.Target, key: "sk-wrong-key"), "invalid_api_key", 3000, "invalid_request_error.invalid_api_key", 401);

    private static async Task WrongModel(Stage stage)
    {
        await ExpectRefusalAsync(stage, Knock.In(stage.Dialect, stage.Target, query: ""), "missing_model", 4000, "invalid_request_error.missing_model");
        await ExpectRefusalAsync(stage, Knock.In(stage.Dialect, stage.Target, query: "model=no-such-model"), "invalid_model", 4000, "invalid_request_error.invalid_model");
    }

    private static async Task ExpectRefusalAsync(Stage stage, Knock knock, string code, int closeCode, string reason, int orHttp = 0)
    {
        try
        {
            var dialogue = await stage.OpenAsync(knock);
            var said = await dialogue.HearCloseAsync();
            Expect.Same(code, said.The("error").TextOrNull("error.code"), "error.code");
            Expect.Same(closeCode, dialogue.Line.CloseCode, "the close code");
            Expect.Same(reason, dialogue.Line.CloseReason, "the close reason");
        }
        catch (UpgradeRefusedException refused) when (refused.Status == orHttp)
        {
            // every client understands this as well
        }
    }

    private static async Task TranscriptionIntent(Stage stage)
    {
        var dialogue = await stage.OpenAsync(Knock.In(stage.Dialect, stage.Target, query: "intent=transcription"));
        var created = await dialogue.HearAsync("session.created");
        Expect.Same("transcription", created.Text("session.type"), "session.type");
        Expect.Same("realtime.transcription_session", created.Text("session.object"), "session.object");
        Expect.That(!created.Has("session.audio.output"), "a transcription session has no session.audio.output");
    }

    private static async Task FlatSession(Stage stage)
    {
        var byHeader = Knock.In(stage.Dialect, stage.Target);
        ExpectFlat(await (await stage.OpenAsync(byHeader)).HearAsync("session.created"));
        var bySubprotocol = byHeader with
        {
            Headers = byHeader.Headers.Where(header => header.Key != "OpenAI-Beta").ToDictionary(),
            Subprotocols = ["realtime", "openai-beta.realtime-v1"],
        };
        ExpectFlat(await (await stage.OpenAsync(bySubprotocol)).HearAsync("session.created"));
    }

    private static void ExpectFlat(Heard created)
    {
        foreach (var name in new[] { "modalities", "voice", "input_audio_format", "output_audio_format", "turn_detection", "temperature", "max_response_output_tokens" })
        {
            Expect.That(created.Has($"session.{name}"), $"session.{name} is absent");
        }

        Expect.That(!created.Has("session.audio") && !created.Has("session.output_modalities"), "a flat session has neither session.audio nor session.output_modalities");
    }

    private static async Task YandexSession(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var created = dialogue.All[0];
        Expect.Same("realtime.session", created.Text("session.object"), "session.object");
        Expect.That(created.Has("session.audio"), "session.audio is absent");
        await dialogue.SayAsync("""{"type":"session.update","session":{"instructions":"Be brief."}}"""); // without session.type
        await dialogue.HearAsync("session.updated");
        if (stage.Target.HasObedientEngines)
        {
            // the name that its clients have in their code
            var named = await stage.OpenAsync(Knock.In(stage.Dialect, stage.Target, query: "model=gpt%3A%2F%2Fb1g%2Fspeech-realtime-250923"));
            await named.HearAsync("session.created");
        }
    }

    private static async Task Secret(Stage stage)
    {
        const string Instructions = "Speak of nothing but tea.";
        var dialogue = await stage.CallAsync(key: await MintAsync(stage, Instructions, 600));
        Expect.Same(Instructions, dialogue.All[0].Text("session.instructions"), "session.instructions");
    }

    private static async Task ExpiredSecret(Stage stage)
    {
        var secret = await MintAsync(stage, "Be brief.", 10);
        var dialogue = await stage.CallAsync(key: secret);
        await stage.LetPassAsync(TimeSpan.FromSeconds(12));
        await ExpectRefusalAsync(stage, Knock.In(stage.Dialect, stage.Target, secret), "invalid_api_key", 3000, "invalid_request_error.invalid_api_key", 401);
        await dialogue.SettleAsync();
    }

    private static async Task<string> MintAsync(Stage stage, string instructions, int seconds)
    {
        var (status, body) = await stage.PostAsync(
            "realtime/client_secrets",
            $$"""{"expires_after":{"anchor":"created_at","seconds":{{seconds}} },"session":{"type":"realtime","model":"{{stage.Target.Model}}","instructions":"{{instructions}}"} }""");
        Expect.Same(200, status, "the status of POST realtime/client_secrets");
        return body?["value"]?.ToString() is { } secret && secret.StartsWith("ek_", StringComparison.Ordinal)
            ? secret
            : throw new CheckFailedException($"POST realtime/client_secrets: expected a 'value' that begins 'ek_', got {body?.ToJsonString() ?? "no JSON"}");
    }

    private static async Task Pings(Stage stage)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), stage.Target.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stage.Cancellation);
        using var frames = await Frames.OpenAsync(Knock.In(stage.Dialect, stage.Target), either.Token);
        await frames.WriteAsync(Frames.Ping, "marco"u8.ToArray(), either.Token);
        var (pings, isAnswered) = (0, false);
        try
        {
            while (pings < 2 || !isAnswered)
            {
                var (opcode, payload) = await frames.ReadAsync(either.Token);
                Expect.That(opcode != Frames.Close, $"the server closed the idle connection after {pings} pings");
                isAnswered |= opcode == Frames.Pong && payload.AsSpan().SequenceEqual("marco"u8);
                if (opcode == Frames.Ping)
                {
                    pings++;
                    await frames.WriteAsync(Frames.Pong, payload, either.Token);
                }
            }
        }
        catch (OperationCanceledException) when (!stage.Cancellation.IsCancellationRequested)
        {
            throw new CheckFailedException($"in 60 s came {pings} pings, and {(isAnswered ? "the" : "no")} answer to the client's own");
        }
        catch (IOException)
        {
            throw new CheckFailedException($"the server dropped the idle connection after {pings} pings");
        }
    }
}
