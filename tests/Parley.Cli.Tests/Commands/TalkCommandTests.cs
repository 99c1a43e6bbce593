using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Parley.Protocol;
using Parley.Server;
using Parley.Testing;

namespace Parley.Tests.Commands;

public sealed class TalkCommandTests : IDisposable
{
    private static readonly string[] InWriting = ["--microphone", "none", "--speaker", "none"];

    private readonly ScratchFolder _folder = new();
    private readonly Shell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_spoken_question_is_answered_logged_and_recorded()
    {
        var pipeline = new ScriptedPipeline
        {
            SpeechToText = new ScriptedSpeechToText().Hear("is it cold in oslo"),
            Chat = new ScriptedChatClient()
                .Reply(new ScriptedReply { Calls = [("get_weather", new Dictionary<string, object?> { ["city"] = "Oslo" })] })
                .Reply("Very cold."),
        };
        await using var server = await ServeAsync(pipeline);
        var tools = _folder.Text("tools.json", """[{"type":"function","name":"get_weather","x-result":{"degrees":-3}}]""");

        (await TalkAsync(_shell, $"{server.Address}", "--tools", tools, "--record", _folder["call.wav"])).ShouldBe(0, _shell.Error);

        _shell.Lines.Where(line => !line.StartsWith("latency", StringComparison.Ordinal)).SkipLast(1).ShouldBe(
        [
            "you       is it cold in oslo",
            """tool      get_weather {"city":"Oslo"}""",
            """result    get_weather → {"degrees":-3}""",
            "agent     Very cold.",
        ]);
        _shell.Lines[^1].ShouldMatch($@"^talked    \d+\.\d s, 1 turn, median latency \d+ ms.*; written: .*answer\.wav, .*call\.wav, .*session\.jsonl$");
        Loud(ScratchFolder.Read(_folder["answer.wav"]).Samples).ShouldBeTrue();
        var (you, agent) = Channels(_folder["call.wav"]);
        Loud(you).ShouldBeTrue();
        Loud(agent).ShouldBeTrue();
        var log = Log();
        log.Where(line => $"{line["type"]}" == "transcript").Select(line => $"{line["role"]}: {line["text"]}").ShouldBe(["user: is it cold in oslo", "assistant: Very cold."]);
        log.Select(line => $"{line["type"]}").ShouldBeSubsetOf(
            ["session_started", "speech_started", "speech_stopped", "transcript", "tool_call", "tool_result", "latency", "sound_lost", "session_ended"]);
        $"{log.Single(line => $"{line["type"]}" == "tool_call")["arguments"]}".ShouldBe("""{"city":"Oslo"}""");
        log.ShouldAllBe(line => DateTimeOffset.Parse($"{line["time"]}").Offset == TimeSpan.Zero);
    }

    [Theory]
    [InlineData("beta"), InlineData("yandex")]
    public async Task Other_dialects_are_spoken_with_the_same_outcome(string dialect)
    {
        var pipeline = new ScriptedPipeline
        {
            SpeechToText = new ScriptedSpeechToText().Hear("what time is it"),
            Chat = new ScriptedChatClient().Reply(new ScriptedReply { Calls = [("clock", new Dictionary<string, object?>())] }).Reply("It is noon."),
        };
        await using var server = await ServeAsync(pipeline);
        var tools = _folder.Text("tools.json", """[{"type":"function","name":"clock","x-result":"12:00"}]""");

        (await TalkAsync(_shell, $"{server.Address}", "--dialect", dialect, "--tools", tools)).ShouldBe(0, _shell.Error);

        _shell.Lines.Where(line => !line.StartsWith("latency", StringComparison.Ordinal)).SkipLast(1)
            .ShouldBe(["you       what time is it", "tool      clock {}", "result    clock → 12:00", "agent     It is noon."]);
        Loud(ScratchFolder.Read(_folder["answer.wav"]).Samples).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_turn_detection_a_file_is_one_turn()
    {
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            client.Said.OfType<SessionUpdate>().Single().Session.Json.GetProperty("audio").GetProperty("input").GetProperty("turn_detection").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
            await client.HearAsync<ResponseCreate>();
            client.Said.OfType<InputAudioBufferCommit>().ShouldHaveSingleItem();
            client.Said.OfType<InputAudioBufferAppend>().Sum(append => append.Audio.Length).ShouldBeGreaterThanOrEqualTo(600 * 48);
            await client.SayAsync(Answers.Created(), Answers.Words("Yes."), Answers.Sound(Tone.Pcm16(100)), Answers.Done());
            await client.HearAsync<ResponseCreate>(); // never comes
        });

        (await TalkAsync(_shell, server.Url, "--vad", "none")).ShouldBe(0, _shell.Error);

        _shell.Lines.ShouldContain("agent     Yes.");
        Loud(ScratchFolder.Read(_folder["answer.wav"]).Samples).ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_file_goes_over_every_option()
    {
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            var session = client.Said.OfType<SessionUpdate>().Single().Session.Json;
            session.GetProperty("instructions").GetString().ShouldBe("Be brief.");
            session.GetProperty("max_output_tokens").GetInt32().ShouldBe(50);
            var audio = session.GetProperty("audio");
            audio.GetProperty("output").GetProperty("voice").GetString().ShouldBe("ash");
            audio.GetProperty("input").GetProperty("turn_detection").GetProperty("silence_duration_ms").GetInt32().ShouldBe(700);
            audio.GetProperty("input").GetProperty("format").GetProperty("rate").GetInt32().ShouldBe(16000);
            session.GetProperty("tools")[0].GetProperty("name").GetString().ShouldBe("f");
            await client.HearAsync<ResponseCreate>();
            await client.SayAsync(Answers.Created(), Answers.Words("Fine."), Answers.Done());
            await client.HearAsync<ResponseCreate>(); // never comes
        });
        var session = _folder.Text("session.json", """{"max_output_tokens":50,"instructions":"Be brief.","audio":{"output":{"voice":"ash"},"input":{"turn_detection":{"type":"server_vad","silence_duration_ms":700}}}}""");
        var tools = _folder.Text("tools.json", """[{"type":"function","name":"f","x-result":1}]""");
        var shell = new Shell { Typed = "hello\n" };

        (await shell.RunAsync(["talk", "--url", server.Url, .. InWriting, "--session", session, "--tools", tools, "--rate", "16000", "--instructions", "Be long.", "--voice", "alloy"]))
            .ShouldBe(0, shell.Error);

        shell.Lines[..2].ShouldBe(["you       hello", "agent     Fine."]);
    }

    [Fact]
    public async Task Lines_are_messages_each_after_the_answer_to_the_one_before()
    {
        var pipeline = new ScriptedPipeline { Chat = new ScriptedChatClient().Reply("One.").Reply("Two.") };
        await using var server = await ServeAsync(pipeline);
        var shell = new Shell { Typed = "first\n\nsecond\n" };

        (await shell.RunAsync(["talk", "--url", $"{server.Address}", .. InWriting])).ShouldBe(0, shell.Error);

        shell.Lines.Where(line => line.StartsWith("you", StringComparison.Ordinal) || line.StartsWith("agent", StringComparison.Ordinal))
            .ShouldBe(["you       first", "agent     One.", "you       second", "agent     Two."]);
    }

    [Theory]
    [InlineData("book it\ny\n", """result    book → "done" """, true)]
    [InlineData("book it\nno\n", "The person did not approve of this call.", false)]
    [InlineData("book it\n", "Nobody is there to approve of this call.", false)]
    public async Task A_tool_that_cannot_be_taken_back_waits_for_a_yes(string typed, string result, bool isCalled)
    {
        var pipeline = new ScriptedPipeline
        {
            Chat = new ScriptedChatClient().Reply(new ScriptedReply { Calls = [("book", new Dictionary<string, object?>())] }).Reply("Well."),
        };
        await using var server = await ServeAsync(pipeline);
        var tools = _folder.Text("tools.json", """[{"type":"function","name":"book","x-approve":true,"x-command":"echo '\"done\"' | tee called"}]""".Replace("tee called", $"tee {_folder["called"]}", StringComparison.Ordinal));
        var shell = new Shell { Typed = typed };

        (await shell.RunAsync(["talk", "--url", $"{server.Address}", .. InWriting, "--tools", tools])).ShouldBe(0, shell.Error);

        shell.Output.ShouldContain("approve?  Call book {}? y or n");
        shell.Output.ShouldContain(result.Trim());
        File.Exists(_folder["called"]).ShouldBe(isCalled);
    }

    [Fact]
    public async Task Ctrl_C_ends_with_a_summary_a_log_and_a_recording()
    {
        using var interrupt = new CancellationTokenSource();
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            await client.HearAsync<InputAudioBufferAppend>();
            await interrupt.CancelAsync();
            await client.HearAsync<ResponseCreate>(); // never comes
        });

        (await _shell.RunAsync(interrupt.Token, Talk(server.Url, "--record", _folder["call.wav"]))).ShouldBe(0, _shell.Error);

        _shell.Lines.ShouldHaveSingleItem().ShouldMatch(@"^talked    \d+\.\d s, 0 turns.*; written: ");
        $"{Log()[^1]["type"]}".ShouldBe("session_ended");
        Channels(_folder["call.wav"]).Agent.Length.ShouldBe(Channels(_folder["call.wav"]).You.Length);
    }

    [Fact]
    public async Task A_connection_that_is_lost_is_told_and_the_talk_goes_on()
    {
        var isSecond = false;
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            await client.HearAsync<ResponseCreate>();
            if (!isSecond)
            {
                isSecond = true;
                client.Vanish();
                return;
            }

            await client.SayAsync(Answers.Created(), Answers.Words("Here I am."), Answers.Done());
            await client.HearAsync<ResponseCreate>(); // never comes
        });
        var shell = new Shell { Typed = "hello\n" };

        (await shell.RunAsync(["talk", "--url", server.Url, .. InWriting, "--log", _folder["session.jsonl"]])).ShouldBe(0, shell.Error);

        shell.Lines.ShouldContain("agent     Here I am.");
        shell.Error.ShouldContain("The connection is lost");
        Log().ShouldContain(line => $"{line["type"]}" == "reconnecting");
    }

    [Fact]
    public async Task A_held_key_opens_the_microphone_and_its_release_is_the_end_of_the_turn()
    {
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            await client.HearAsync<ResponseCreate>();
            client.Said.OfType<InputAudioBufferCommit>().ShouldHaveSingleItem();
            client.Said.OfType<InputAudioBufferAppend>().ShouldNotBeEmpty();
            await client.SayAsync(Answers.Created(), Answers.Words("Roger."), Answers.Sound(Tone.Pcm16(100)), Answers.Done());
            await client.HearAsync<ResponseCreate>(); // never comes
        });
        var shell = new Shell { Keys = new PressedKeys(' ') };
        _folder.Wav("question.wav", ms: 2000);

        (await shell.RunAsync(["talk", "--url", server.Url, "--input", _folder["question.wav"], "--speaker", "none", "--push-to-talk"])).ShouldBe(0, shell.Error);

        shell.Lines.ShouldContain("agent     Roger.");
    }

    [Fact]
    public async Task At_a_terminal_keys_act_and_Enter_begins_a_line()
    {
        using var interrupt = new CancellationTokenSource();
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            await client.HearAsync<ResponseCreate>();
            client.Said.OfType<ConversationItemCreate>().Single().Item.ShouldBeOfType<MessageItem>().Content.Single().ShouldBe(new InputText("hi"));
            await client.SayAsync(Answers.Created(), Answers.Words("Yes."), Answers.Done());
            await client.HearAsync<ResponseCreate>(); // never comes
        });
        var shell = new Shell { Keys = new PressedKeys('m', '\r', 'h', 'i', '\r'), Console = new WatchedWriter("Yes.", interrupt.Cancel) };

        (await shell.RunAsync(interrupt.Token, ["talk", "--url", server.Url, .. InWriting, "--log", _folder["session.jsonl"]])).ShouldBe(0, shell.Error);

        shell.Lines[..2].ShouldBe(["you       hi", "agent     Yes."]);
        shell.Error.ShouldContain("The microphone is muted.");
        Log().Select(line => $"{line["type"]}").ShouldBe(["session_started", "muted", "message", "transcript", "session_ended"]);
    }

    [Fact]
    public async Task A_tool_of_an_MCP_server_is_called()
    {
        var pipeline = new ScriptedPipeline
        {
            Chat = new ScriptedChatClient().Reply(new ScriptedReply { Calls = [("get_time", new Dictionary<string, object?>())] }).Reply("Noon."),
        };
        await using var server = await ServeAsync(pipeline);
        var program = _folder.Text("clock.sh", """
            while read -r line; do
              id=$(printf '%s' "$line" | sed -n 's/.*"id":\([0-9]*\).*/\1/p')
              case "$line" in
                *'"method":"initialize"'*) said='"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"clock","version":"1"}}' ;;
                *'"method":"tools/list"'*) said='"result":{"tools":[{"name":"get_time","description":"Tells the time.","inputSchema":{"type":"object"}}]}' ;;
                *'"method":"tools/call"'*) said='"result":{"content":[{"type":"text","text":"12:00"}]}' ;;
                *) said='"error":{"code":-32601,"message":"no such method"}' ;;
              esac
              [ -z "$id" ] || printf '{"jsonrpc":"2.0","id":%s,%s}\n' "$id" "$said"
            done
            """);
        var shell = new Shell { Typed = "what time is it\n" };

        (await shell.RunAsync(["talk", "--url", $"{server.Address}", .. InWriting, "--mcp", $"/bin/sh {program}"])).ShouldBe(0, shell.Error);

        shell.Lines.ShouldContain("result    get_time → 12:00");
        shell.Lines.ShouldContain("agent     Noon.");
    }

    [Fact]
    public async Task A_tool_of_an_MCP_server_at_a_URL_is_called()
    {
        var pipeline = new ScriptedPipeline
        {
            Chat = new ScriptedChatClient().Reply(new ScriptedReply { Calls = [("get_time", new Dictionary<string, object?>())] }).Reply("Noon."),
        };
        await using var server = await ServeAsync(pipeline);
        await using var clock = await McpClock.StartAsync();
        var shell = new Shell { Typed = "what time is it\n" };

        (await shell.RunAsync(["talk", "--url", $"{server.Address}", .. InWriting, "--mcp", $"{clock.Url}/mcp"])).ShouldBe(0, shell.Error);

        shell.Lines.ShouldContain("result    get_time → 12:00");
    }

    [Fact]
    public async Task A_wrong_key_is_one_line_and_leaves_no_file()
    {
        await using var server = await ServeAsync(new());

        await _shell.FailsAsync("Give the right one with --key, or in PARLEY_API_KEY.", Talk($"{server.Address}", "--key", "wrong", "--record", _folder["call.wav"]));

        Directory.GetFiles(Path.GetDirectoryName(_folder["x"])!).Select(Path.GetFileName).ShouldBe(["question.wav"]);
    }

    [Theory]
    [InlineData("There is no file nothing.wav.", "--input", "nothing.wav", "--speaker", "none")]
    [InlineData("is named for two things", "--microphone", "none", "--output", "a.wav", "--record", "./a.wav")]
    [InlineData("--key is for a server at --url", "--key", "sk-x")]
    [InlineData("--input and --microphone are one too many", "--input", "a.wav", "--microphone", "none")]
    [InlineData("--vad is server, semantic or none, not 'best'.", "--vad", "best")]
    [InlineData("--silence-ms and --threshold belong to --vad server.", "--vad", "semantic", "--silence-ms", "300")]
    [InlineData("--threshold is a number from 0 to 1, not 2.", "--threshold", "2")]
    [InlineData("--threshold is a number, not 'high'.", "--threshold", "high")]
    [InlineData("--rate is one of 8000, 16000, 24000, 44100, 48000, not 22050.", "--rate", "22050")]
    [InlineData("Nothing would end a turn of the microphone", "--vad", "none")]
    [InlineData("--push-to-talk needs a terminal", "--push-to-talk")]
    [InlineData("the key ends a turn: leave --vad out", "--push-to-talk", "--vad", "server")]
    [InlineData("files have no echo", "--microphone", "none", "--speaker", "none", "--echo-cancel")]
    [InlineData("'somewhere' is no URL", "--url", "somewhere")]
    [InlineData("There is no file none.json.", "--session", "none.json")]
    [InlineData("connection refused", "--microphone", "none", "--speaker", "none", "--url", "http://127.0.0.1:1")]
    [InlineData("The MCP server '/nowhere/server' cannot be used", "--microphone", "none", "--speaker", "none", "--mcp", "/nowhere/server")]
    [InlineData("--record needs one rate for both sides", "--microphone", "none", "--dialect", "yandex", "--record", "a.wav")]
    public Task What_cannot_be_is_told_before_anything_starts(string because, params string[] options) => _shell.FailsAsync(because, ["talk", .. options]);

    [Fact]
    public async Task A_session_file_that_is_none()
    {
        await _shell.FailsAsync("must hold a JSON object", ["talk", .. InWriting, "--session", _folder.Text("session.json", "[]")]);
    }

    private static Task<ParleyServer> ServeAsync(ScriptedPipeline pipeline) => ParleyServer.StartAsync(
        new() { Host = "127.0.0.1", Port = 0, Pipelines = [pipeline.Named("parley")], Logging = logging => logging.ClearProviders() }, CancellationToken.None);

    private static bool Loud(ReadOnlyMemory<short> samples) => Audio.Loudness.RmsDbfs(samples.Span) > -50;

    private static (short[] You, short[] Agent) Channels(string path)
    {
        var samples = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(path).AsSpan(44)).ToArray();
        return ([.. samples.Where((_, index) => index % 2 == 0)], [.. samples.Where((_, index) => index % 2 == 1)]);
    }

    private List<JsonNode> Log() => [.. File.ReadLines(_folder["session.jsonl"]).Select(line => JsonNode.Parse(line)!)];

    private Task<int> TalkAsync(Shell shell, string url, params string[] more) => shell.RunAsync(Talk(url, more));

    private string[] Talk(string url, params string[] more) =>
        ["talk", "--url", url, "--input", _folder.Wav("question.wav"), "--output", _folder["answer.wav"], "--log", _folder["session.jsonl"], .. more];
}
