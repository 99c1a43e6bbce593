using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Parley.Protocol;
using Parley.Server;
using Parley.Testing;

namespace Parley.Tests.Commands;

public sealed class AskCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly Shell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_question_is_heard_answered_and_saved_in_this_order()
    {
        var pipeline = new ScriptedPipeline { SpeechToText = new ScriptedSpeechToText().Hear("what time is it"), Chat = new ScriptedChatClient().Reply("It is noon.") };
        await using var server = await ServeAsync(pipeline);

        (await AskAsync(server, _folder.Wav("question.wav"))).ShouldBe(0, _shell.Error);

        _shell.Lines.ShouldBe(["you       what time is it", "answer    It is noon.", $"saved     {_folder["answer.wav"]} (0.6 s)"]);
    }

    [Fact]
    public async Task The_answer_file_holds_what_the_voice_spoke()
    {
        var pipeline = new ScriptedPipeline { Chat = new ScriptedChatClient().Reply("It is noon.") };
        await using var server = await ServeAsync(pipeline);

        await AskAsync(server, _folder.Wav("question.wav"));

        var hum = Tone.Pcm16(pipeline.TextToSpeech.MsPerCharacter);
        var expected = Enumerable.Repeat(hum, "It is noon.".Length).SelectMany(bytes => bytes).ToArray();
        var answer = ScratchFolder.Read(_folder["answer.wav"]);
        answer.SampleRate.ShouldBe(24000);
        MemoryMarshal.AsBytes(answer.Samples.Span).ToArray().ShouldBe(expected);
    }

    [Fact]
    public async Task Pauses_in_the_question_do_not_cut_it_into_turns()
    {
        var pipeline = new ScriptedPipeline();
        await using var server = await ServeAsync(pipeline);
        byte[] pcm = [.. Tone.Pcm16(500), .. Tone.Silence(1000), .. Tone.Pcm16(500), .. Tone.Silence(1000), .. Tone.Pcm16(500)];
        await File.WriteAllBytesAsync(_folder["question.wav"], Audio.Wav.Encode(MemoryMarshal.Cast<byte, short>(pcm), 24000));

        await AskAsync(server, _folder["question.wav"]);

        pipeline.Chat.Requests.ShouldHaveSingleItem();
        pipeline.SpeechToText.Requests.ShouldHaveSingleItem().Bytes.ShouldBeInRange(34 * 1600 * 2, 36 * 1600 * 2);
    }

    [Fact]
    public async Task A_tool_call_is_shown_answered_from_the_file_and_followed_by_the_spoken_answer()
    {
        var pipeline = new ScriptedPipeline
        {
            Chat = new ScriptedChatClient()
                .Reply(new ScriptedReply { Calls = [("get_weather", new Dictionary<string, object?> { ["city"] = "Oslo" })] })
                .Reply("Cold."),
        };
        await using var server = await ServeAsync(pipeline);
        var tools = _folder.Text("tools.json", """[{"type":"function","name":"get_weather","x-result":{"degrees":-3}}]""");

        (await AskAsync(server, _folder.Wav("question.wav"), "--tools", tools)).ShouldBe(0, _shell.Error);

        _shell.Lines.ShouldBe(
        [
            "you       hello",
            """tool      get_weather {"city":"Oslo"}""",
            """result    get_weather → {"degrees":-3}""",
            "answer    Cold.",
            $"saved     {_folder["answer.wav"]} (0.3 s)",
        ]);
        pipeline.Chat.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_question_goes_out_in_appends_of_100_ms_and_then_one_commit()
    {
        var question = _folder.Wav("question.wav", ms: 250);
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            await client.HearAsync<ResponseCreate>();
            client.Said.OfType<InputAudioBufferAppend>().Select(append => append.Audio.Length).ShouldBe([4800, 4800, 2400]);
            client.Said.OfType<InputAudioBufferCommit>().ShouldHaveSingleItem();
            await client.SayAsync(Answers.Created(), Answers.Words("Yes."), Answers.Done());
        });

        (await _shell.RunAsync(Ask(server.Url, question))).ShouldBe(0, _shell.Error);
    }

    [Fact]
    public async Task Two_calls_of_one_response_are_both_answered_before_the_next_is_asked_for()
    {
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            await client.HearAsync<ResponseCreate>();
            await client.SayAsync(Answers.Created(), Answers.Call("call_1", "f"), Answers.Call("call_2", "g"), Answers.Done());
            await client.HearAsync<ResponseCreate>();
            client.Said.OfType<ConversationItemCreate>().Select(create => create.Item).OfType<FunctionCallOutputItem>()
                .Select(output => (output.CallId, output.Output)).ShouldBe([("call_1", "1"), ("call_2", "2")]);
            await client.SayAsync(Answers.Created(), Answers.Words("Three."), Answers.Done());
        });
        var tools = _folder.Text("tools.json", """[{"type":"function","name":"f","x-result":1},{"type":"function","name":"g","x-result":2}]""");

        (await _shell.RunAsync([.. Ask(server.Url, _folder.Wav("question.wav")), "--tools", tools])).ShouldBe(0, _shell.Error);

        _shell.Lines.ShouldBe(["tool      f {}", "tool      g {}", "result    f → 1", "result    g → 2", "answer    Three."]);
    }

    [Fact]
    public async Task What_only_the_client_reads_of_a_tool_is_not_sent()
    {
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            var update = client.Said.OfType<SessionUpdate>().Single().Session.Json;
            update.GetProperty("tools")[0].GetRawText().ShouldBe("""{"type":"function","name":"get_weather"}""");
            update.GetProperty("audio").GetProperty("input").GetProperty("turn_detection").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
            await client.HearAsync<ResponseCreate>();
            await client.SayAsync(Answers.Created(), Answers.Words("Fine."), Answers.Done());
            await client.CloseAsync(1000, "");
        });
        var tools = _folder.Text("tools.json", """[{"type":"function","name":"get_weather","x-result":1}]""");

        (await _shell.RunAsync("ask", "--text", "hi", "--url", server.Url, "--out", _folder["answer.wav"], "--tools", tools)).ShouldBe(0, _shell.Error);

        _shell.Lines.ShouldBe(["answer    Fine."]);
    }

    [Fact]
    public async Task A_server_that_closes_in_the_middle_of_an_answer_leaves_what_came()
    {
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            await client.HearAsync<ResponseCreate>();
            await client.SayAsync(Answers.Created(), Answers.Words("Once upon "), Answers.Sound(Tone.Pcm16(700)));
            await client.CloseAsync(1011, "out of steam");
        });

        await _shell.FailsAsync("closed the connection with 1011 (out of steam) before the answer was complete", Ask(server.Url, _folder.Wav("question.wav")));

        _shell.Lines[0].ShouldBe("answer    Once upon ");
        ScratchFolder.Read(_folder["answer.wav"]).Duration.ShouldBe(TimeSpan.FromMilliseconds(700));
    }

    [Fact]
    public async Task A_server_that_vanishes_in_the_middle_of_an_answer_leaves_what_came()
    {
        var arrived = new TaskCompletionSource();
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            await client.HearAsync<ResponseCreate>();
            await client.SayAsync(Answers.Created(), Answers.Sound(Tone.Pcm16(300)), Answers.Words("Well"));
            await arrived.Task;
            client.Vanish();
        });
        var shell = new Shell { Console = new WatchedWriter("Well", arrived.SetResult) };

        await shell.FailsAsync("the server went away without closing it", Ask(server.Url, _folder.Wav("question.wav")));

        ScratchFolder.Read(_folder["answer.wav"]).Duration.ShouldBe(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task A_failure_that_says_what_it_is_about_is_not_told_twice()
    {
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            await client.HearAsync<ResponseCreate>();
            var details = new StatusDetails(ResponseStatus.Failed, Error: new("server_error", "engine_failed", "The response could not be produced: no voice."));
            await client.SayAsync(new ResponseDone(Answers.Response(ResponseStatus.Failed, details)));
        });

        await _shell.FailsAsync("parley: The response could not be produced: no voice.", Ask(server.Url, _folder.Wav("question.wav")));
    }

    [Fact]
    public async Task A_response_without_words_and_sound_is_no_answer()
    {
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            await client.HearAsync<ResponseCreate>();
            await client.SayAsync(Answers.Created(), Answers.Done());
        });

        await _shell.FailsAsync("The server gave no answer", Ask(server.Url, _folder.Wav("question.wav")));
    }

    [Fact]
    public async Task A_long_result_is_sent_whole_and_shown_in_part()
    {
        var result = new string('x', 70_000);
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            await client.HearAsync<ResponseCreate>();
            await client.SayAsync(Answers.Created(), Answers.Call("call_1", "f"), Answers.Done());
            await client.HearAsync<ResponseCreate>();
            client.Said.OfType<ConversationItemCreate>().Select(create => create.Item).OfType<FunctionCallOutputItem>().Single().Output.ShouldBe(result);
            await client.SayAsync(Answers.Created(), Answers.Words("Long."), Answers.Done());
        });
        var tools = _folder.Text("tools.json", $$"""[{"type":"function","name":"f","x-result":"{{result}}"}]""");

        (await _shell.RunAsync([.. Ask(server.Url, _folder.Wav("question.wav")), "--tools", tools])).ShouldBe(0, _shell.Error);

        _shell.Lines.ShouldContain($"result    f → {result[..200]}… 70000 bytes");
    }

    [Fact]
    public async Task A_tool_that_cannot_be_run_is_told_here_and_answered_all_the_same()
    {
        var pipeline = new ScriptedPipeline
        {
            Chat = new ScriptedChatClient().Reply(new ScriptedReply { Calls = [("f", new Dictionary<string, object?>())] }).Reply("Sorry."),
        };
        await using var server = await ServeAsync(pipeline);
        var tools = _folder.Text("tools.json", """[{"type":"function","name":"f","x-command":["./nothing"]}]""");

        (await AskAsync(server, _folder.Wav("question.wav"), "--tools", tools)).ShouldBe(0, _shell.Error);

        _shell.Error.TrimEnd().ShouldBe($"The command of f, {_folder["nothing"]}, cannot be started: there is no such program");
        _shell.Lines.ShouldContain("""result    f → {"error":"The function f could not be run."}""");
    }

    [Fact]
    public async Task A_response_that_fails_fails_the_command_with_its_message()
    {
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            await client.HearAsync<ResponseCreate>();
            var details = new StatusDetails(ResponseStatus.Failed, Error: new("server_error", "engine_failed", "The model is out of order."));
            await client.SayAsync(new ResponseDone(Answers.Response(ResponseStatus.Failed, details)));
        });

        await _shell.FailsAsync("The response failed: The model is out of order.", Ask(server.Url, _folder.Wav("question.wav")));

        File.Exists(_folder["answer.wav"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_refuses_the_session_is_quoted()
    {
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.SayAsync(new ErrorEvent(new(ErrorDetails.InvalidRequest, "invalid_api_key", "Incorrect API key.")));
            await client.CloseAsync(3000, "invalid_api_key");
        });

        await _shell.FailsAsync("refuses: Incorrect API key. Give the right one with --key, or in PARLEY_API_KEY.", Ask(server.Url, _folder.Wav("question.wav")));
    }

    [Fact]
    public async Task A_real_server_refuses_a_wrong_key_in_one_line()
    {
        await using var server = await ServeAsync(new());

        await _shell.FailsAsync("API key", [.. Ask(server.Address.ToString(), _folder.Wav("question.wav")), "--key", "wrong"]);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_question_that_is_never_answered_with_130_and_keeps_what_came()
    {
        using var interrupt = new CancellationTokenSource();
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            await client.HearAsync<ResponseCreate>();
            await client.SayAsync(Answers.Created(), Answers.Sound(Tone.Pcm16(300)), Answers.Words("Well"));
            await client.HearAsync<ResponseCreate>(); // never comes
        });
        var watched = new WatchedWriter("Well", interrupt.Cancel);

        (await new Shell { Console = watched }.RunAsync(interrupt.Token, Ask(server.Url, _folder.Wav("question.wav")))).ShouldBe(130);

        watched.ToString().ShouldContain("(0.3 s), partial: the answer was not complete");
        ScratchFolder.Read(_folder["answer.wav"]).Duration.ShouldBe(TimeSpan.FromMilliseconds(300));
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

        (await AskAsync(server, _folder.Wav("question.wav"), "--dialect", dialect, "--tools", tools)).ShouldBe(0, _shell.Error);

        _shell.Lines.ShouldBe(
            ["you       what time is it", "tool      clock {}", "result    clock → 12:00", "answer    It is noon.", $"saved     {_folder["answer.wav"]} (0.6 s)"]);
        ScratchFolder.Read(_folder["answer.wav"]).Duration.TotalMilliseconds.ShouldBeInRange(545, 555);
    }

    [Fact]
    public async Task Every_event_is_named_on_request()
    {
        await using var server = await ServeAsync(new());

        await AskAsync(server, _folder.Wav("question.wav"), "--events");

        _shell.Lines.ShouldContain("event     session.created");
        _shell.Lines.ShouldContain("event     response.output_audio.delta");
        _shell.Lines.ShouldContain("event     response.done");
    }

    [Fact]
    public async Task A_voice_that_the_server_of_this_process_does_not_know_is_told_and_answers_anyway()
    {
        (await _shell.RunAsync("ask", "--text", "hello", "--voice", "nosuch", "--out", _folder["answer.wav"])).ShouldBe(0, _shell.Error);

        _shell.Error.ShouldContain("There is no voice 'nosuch': the server answers with its default one.");
        _shell.Lines[^1].ShouldStartWith("saved");
    }

    [Fact]
    public async Task An_existing_file_stays_as_it_was_when_nothing_comes()
    {
        var kept = _folder.Text("answer.wav", "precious");

        await _shell.FailsAsync("connection refused", Ask("http://127.0.0.1:1", _folder.Wav("question.wav")));

        (await File.ReadAllTextAsync(kept)).ShouldBe("precious");
    }

    private static Task<ParleyServer> ServeAsync(ScriptedPipeline pipeline) => ParleyServer.StartAsync(
        new() { Host = "127.0.0.1", Port = 0, Pipelines = [pipeline.Named("parley")], Logging = logging => logging.ClearProviders() }, CancellationToken.None);

    private Task<int> AskAsync(ParleyServer server, string question, params string[] more) => _shell.RunAsync([.. Ask(server.Address.ToString(), question), .. more]);

    private string[] Ask(string url, string question) => ["ask", question, "--url", url, "--out", _folder["answer.wav"]];
}
