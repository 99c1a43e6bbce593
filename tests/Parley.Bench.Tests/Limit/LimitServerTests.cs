using System.Text.Json.Nodes;

namespace Parley.Limit;

public class LimitServerTests
{
    private const string Delta = "response.output_audio.delta";

    private static readonly string[] TurnEnds =
    [
        "input_audio_buffer.speech_stopped", "input_audio_buffer.committed", "conversation.item.added", "conversation.item.done", "response.created",
    ];

    private static readonly string[] SpeechBegins =
    [
        "response.output_item.added", "conversation.item.added", "response.content_part.added", "response.output_audio_transcript.delta", Delta, Delta,
    ];

    private static readonly string[] SpeechEnds =
    [
        "response.output_audio.done", "response.output_audio_transcript.done", "response.content_part.done",
        "conversation.item.done", "response.output_item.done", "response.done",
    ];

    private static readonly string[] Call =
    [
        "response.output_item.added", "conversation.item.added", "response.function_call_arguments.delta", "response.function_call_arguments.done",
        "conversation.item.done", "response.output_item.done", "response.done",
    ];

    [Fact]
    public async Task A_spoken_turn_is_answered_with_two_seconds_of_sound_at_the_pace_it_is_played()
    {
        await using var caller = await LimitCaller.CallAsync();
        await caller.SpeakAsync(300);
        await caller.BeSilentAsync(200);

        var heard = await caller.HearAsync(1 + TurnEnds.Length + SpeechBegins.Length);
        heard.Types().ShouldBe(["input_audio_buffer.speech_started", .. TurnEnds, .. SpeechBegins]);
        ((int)heard[0]["audio_start_ms"]!, (int)heard[1]["audio_end_ms"]!).ShouldBe((0, 500));

        for (var piece = 3; piece <= 20; piece++)
        {
            caller.Time.Advance(TimeSpan.FromMilliseconds(100));
            var next = await caller.HearAsync();
            next.Type().ShouldBe(Delta);
            Convert.FromBase64String((string)next["delta"]!).Length.ShouldBe(4800);
        }

        var closing = await caller.HearAsync(SpeechEnds.Length);
        closing.Types().ShouldBe(SpeechEnds);
        ((string)closing[^1]["response"]!["status"]!).ShouldBe("completed");
    }

    [Fact]
    public async Task A_click_is_no_speech()
    {
        await using var caller = await LimitCaller.CallAsync();
        await caller.SpeakAsync(80);
        await caller.BeSilentAsync(400);
        await caller.SpeakAsync(100);
        ((int)(await caller.HearAsync())["audio_start_ms"]!).ShouldBe(480 - 300);
    }

    [Fact]
    public async Task Silence_is_as_long_as_the_client_says()
    {
        await using var caller = await LimitCaller.CallAsync();
        await caller.SayAsync("""{"type":"session.update","session":{"type":"realtime","audio":{"input":{"turn_detection":{"type":"server_vad","silence_duration_ms":500}}}}}""");
        var updated = await caller.HearAsync();
        ((int)updated["session"]!["audio"]!["input"]!["turn_detection"]!["silence_duration_ms"]!).ShouldBe(500);
        await caller.SpeakAsync(200);
        await caller.BeSilentAsync(500);
        ((int)(await caller.HearUntilAsync("input_audio_buffer.speech_stopped"))[^1]["audio_end_ms"]!).ShouldBe(700);
    }

    [Fact]
    public async Task A_user_who_breaks_in_ends_the_answer_and_no_sound_follows()
    {
        await using var caller = await LimitCaller.CallAsync();
        await caller.SpeakAsync(300);
        await caller.BeSilentAsync(200);
        await caller.HearUntilAsync(Delta);
        (await caller.HearAsync()).Type().ShouldBe(Delta);

        await caller.SpeakAsync(100);
        var heard = await caller.HearAsync(1 + SpeechEnds.Length);
        heard.Types().ShouldBe(["input_audio_buffer.speech_started", .. SpeechEnds]);
        var response = heard[^1]["response"]!;
        ((string)response["status"]!, (string)response["status_details"]!["reason"]!).ShouldBe(("cancelled", "turn_detected"));
        ((string)response["output"]![0]!["status"]!).ShouldBe("incomplete");

        caller.Time.Advance(TimeSpan.FromSeconds(3));
        await caller.BeSilentAsync(200);
        (await caller.HearAsync()).Type().ShouldBe("input_audio_buffer.speech_stopped");
    }

    [Fact]
    public async Task Every_fourth_turn_calls_the_declared_function_and_its_result_is_answered()
    {
        await using var caller = await LimitCaller.CallAsync();
        await caller.SayAsync("""{"type":"session.update","session":{"type":"realtime","tools":[{"type":"function","name":"look_up","parameters":{"type":"object","properties":{}}}]}}""");
        var updated = await caller.HearAsync();
        (updated.Type(), (string)updated["session"]!["tools"]![0]!["name"]!).ShouldBe(("session.updated", "look_up"));

        for (var turn = 1; turn <= 4; turn++)
        {
            await caller.SpeakAsync(100); // breaks in on the answer before
            await caller.BeSilentAsync(200);
            await caller.HearUntilAsync("response.created");
        }

        var call = await caller.HearAsync(Call.Length);
        call.Types().ShouldBe(Call);
        var (name, callId) = ((string)call[3]["name"]!, (string)call[3]["call_id"]!);
        (name, (string)call[3]["arguments"]!).ShouldBe(("look_up", "{}"));

        await caller.SayAsync($$$"""{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"{{{callId}}}","output":"{\"ok\":true}"}}""");
        await caller.SayAsync("""{"type":"response.create"}""");
        var answer = await caller.HearAsync(3 + SpeechBegins.Length);
        answer.Types().ShouldBe(["conversation.item.added", "conversation.item.done", "response.created", .. SpeechBegins]);
        ((string)answer[0]["item"]!["call_id"]!, (string)answer[0]["item"]!["output"]!).ShouldBe((callId, """{"ok":true}"""));
    }

    [Fact]
    public async Task Items_stand_one_behind_the_other()
    {
        await using var caller = await LimitCaller.CallAsync();
        for (var turn = 1; turn <= 2; turn++)
        {
            await caller.SpeakAsync(100);
            await caller.BeSilentAsync(200);
        }

        var added = (await caller.HearAsync(1 + TurnEnds.Length + SpeechBegins.Length + 1 + SpeechEnds.Length + TurnEnds.Length + SpeechBegins.Length))
            .Where(each => each.Type() == "conversation.item.added").ToList();
        added.Count.ShouldBe(4);
        added.Select(each => (string?)each["previous_item_id"]).ShouldBe([null, .. added[..^1].Select(each => (string)each["item"]!["id"]!)]);
    }

    [Fact]
    public async Task A_message_may_have_escapes_and_a_chunk_any_length()
    {
        await using var caller = await LimitCaller.CallAsync();
        var audio = Convert.ToBase64String([.. Enumerable.Repeat<byte>(0x1f, 6 * 4444)]).Replace("H", "\\u0048");
        audio.ShouldContain("\\u0048");
        await caller.SayAsync($$"""{"event_id":"mine","audio":"{{audio}}","type":"input_audio_buffer.append"}""");
        (await caller.HearAsync()).Type().ShouldBe("input_audio_buffer.speech_started");
    }

    [Fact]
    public async Task The_one_line_on_standard_output_says_where_it_listens()
    {
        using var stop = new CancellationTokenSource();
        var output = new LineSignal();
        var console = Console.Out;
        Console.SetOut(output);
        try
        {
            var running = LimitServer.RunAsync(0, stop.Token);
            var line = await output.Line.WaitAsync(TimeSpan.FromMinutes(1));
            line.ShouldMatch(@"^Listening on http://127\.0\.0\.1:[1-9][0-9]*$");
            using var http = new HttpClient();
            (await http.GetStringAsync(new Uri($"{line["Listening on ".Length..]}/bench"))).ShouldContain("\"sessions\":0");
            await stop.CancelAsync();
            await running;
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    [Fact]
    public async Task It_says_what_it_has_cost_and_forgets_who_has_left()
    {
        await using var caller = await LimitCaller.CallAsync();
        using var http = new HttpClient { BaseAddress = caller.Address };
        var cost = JsonNode.Parse(await http.GetStringAsync("/bench"))!.AsObject();
        cost.Select(member => member.Key).ShouldBe(
            ["cpu_ms", "allocated_bytes", "gen0", "gen1", "gen2", "gc_pause_ms", "gc_pause_max_ms", "working_set_bytes", "threads", "timers", "sessions"]);
        ((int)cost["sessions"]!, (double)cost["cpu_ms"]! > 0).ShouldBe((1, true));

        await caller.LeaveAsync();
        while ((int)JsonNode.Parse(await http.GetStringAsync("/bench"))!["sessions"]! != 0)
        {
        }
    }

    private sealed class LineSignal : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        // the console makes a line of it
        public override void WriteLine(string? value) => _line.TrySetResult(value ?? "");
    }
}
