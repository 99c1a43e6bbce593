using Parley.Measuring;
using Parley.Protocol;

namespace Parley.Load;

/// <summary>A caller of 20 ms chunks and one second of speech, at a server that is played event by event.</summary>
public class CallScriptTests
{
    private const ulong Utterance = 1;
    private const ulong Item = 2;
    private const int Piece = 4800; // 100 ms

    private static readonly TimeSpan Chunk = TimeSpan.FromMilliseconds(20);
    private static readonly Speech Speech = Speech.Vowel(TimeSpan.FromSeconds(1), Chunk);

    private readonly FigureBook _book = new();
    private TimeSpan _now = TimeSpan.FromSeconds(1);
    private ulong _response = 10;

    private Figures Figures => _book.Page;

    [Fact]
    public void A_session_is_set_up_before_there_is_sound()
    {
        var script = Script(CallPart.Speaker);

        script.IsReady.ShouldBeFalse();
        Hear(script, new(EventKind.SessionCreated)).ShouldBe([SessionSettings.Opening]);
        script.IsReady.ShouldBeFalse();
        Hear(script, new(EventKind.SessionUpdated)).ShouldBeEmpty();
        script.IsReady.ShouldBeTrue();
    }

    [Fact]
    public void A_server_that_does_not_take_the_settings_is_spoken_to_all_the_same()
    {
        var script = Script(CallPart.Speaker);
        Hear(script, new(EventKind.SessionCreated));

        Hear(script, new(EventKind.Error) { Code = "unknown_parameter" });

        script.IsReady.ShouldBeTrue();
        Figures.Errors.ToDictionary().ShouldBe([KeyValuePair.Create("unknown_parameter", 1)]);
    }

    [Fact]
    public void A_spoken_turn_is_timed_from_the_samples_that_were_sent()
    {
        var script = Ready(CallPart.Speaker);
        var firstLoud = SpeakUntil(script, firstChunk: true) - Chunk;
        Play(script, 5);
        Hear(script, Heard(EventKind.SpeechStarted));
        Figures.Started.Max.ShouldBe(_now - firstLoud);

        var lastSample = SpeakUntil(script, firstChunk: false);
        Play(script, 10);
        Hear(script, Heard(EventKind.SpeechStopped));
        Figures.Stopped.Max.ShouldBe(_now - lastSample);

        var stopped = _now;
        Pass(3);
        Hear(script, Heard(EventKind.Committed));
        Pass(4);
        Hear(script, Of(EventKind.ResponseCreated));
        Pass(5);
        Sound(script);
        (Figures.Committed.Max, Figures.Created.Max, Figures.FirstAudio.Max).ShouldBe((Ms(3), Ms(7), Ms(12)));
        Figures.Answered.Max.ShouldBe(stopped + Ms(12) - lastSample);

        Hear(script, Done(ResponseEnd.Completed));
        Figures.Turns.Value.ShouldBe(0); // it is still being played
        Play(script, 12);
        Figures.Turns.Value.ShouldBe(1);
        SpeakUntil(script, firstChunk: true); // the next turn
    }

    [Fact]
    public void A_function_is_answered_after_the_response_that_called_it()
    {
        var script = Ready(CallPart.Speaker);
        Ask(script);
        Hear(script, new(EventKind.ArgumentsDone) { Response = _response, Item = Item, CallId = "call_1" }).ShouldBeEmpty();

        var said = Hear(script, Done(ResponseEnd.Completed));

        said.Count.ShouldBe(2);
        said[0].ShouldBe(new ConversationItemCreate(new FunctionCallOutputItem("call_1", SessionSettings.Output)));
        said[1].ShouldBeOfType<ResponseCreate>();
        Pass(6);
        _response++;
        Hear(script, Of(EventKind.ResponseCreated));
        Sound(script);
        (Figures.ToolCalls.Value, Figures.OutputAnswered.Max, Figures.FirstAudio.Count).ShouldBe((1, Ms(6), 0));
        Hear(script, Done(ResponseEnd.Completed)).ShouldBeEmpty();
        Play(script, 20);
        Figures.Turns.Value.ShouldBe(1);
    }

    [Fact]
    public void A_barge_in_speaks_into_the_answer_and_hears_the_next_one_out()
    {
        var script = Ready(CallPart.Speaker, number: 1);
        Ask(script);
        Sound(script);
        for (var heard = 0; heard < 29; heard++)
        {
            Play(script, 1).ShouldBe(CallScript.Silence);
        }

        var firstLoud = SpeakUntil(script, firstChunk: true) - Chunk;
        Play(script, 5);
        Hear(script, Heard(EventKind.SpeechStarted));
        Pass(2);
        Hear(script, Done(ResponseEnd.Cancelled)).ShouldBeEmpty();
        Figures.Cancelled.Max.ShouldBe(_now - firstLoud);
        Figures.BargeIns.Value.ShouldBe(1);
        Figures.DeltasAfterCancel.Value.ShouldBe(0);

        _response++;
        SpeakUntil(script, firstChunk: false);
        Answer(script);
        Sound(script);
        Enumerable.Range(0, 40).Select(_ => Play(script, 1)).ShouldAllBe(chunk => chunk == CallScript.Silence);
        Hear(script, Of(EventKind.AudioDone));
        Hear(script, Of(EventKind.ContentPartDone));
        Hear(script, Of(EventKind.OutputItemDone));
        Hear(script, Done(ResponseEnd.Completed));
        Play(script, 1);
        Figures.Turns.Value.ShouldBe(1);
        Figures.OutOfOrder.ToDictionary().ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_that_ended_before_it_could_be_cut_off_is_an_answer()
    {
        var script = Ready(CallPart.Speaker, number: 1);
        Ask(script);
        Sound(script);
        Hear(script, Done(ResponseEnd.Completed));

        Play(script, 20);

        (Figures.Turns.Value, Figures.BargeIns.Value).ShouldBe((1, 0));
    }

    [Fact]
    public void Sound_after_it_was_cut_off_is_counted()
    {
        var script = Ready(CallPart.Speaker, number: 1);
        Ask(script);
        Sound(script);
        SpeakUntil(script, firstChunk: true);
        Hear(script, Heard(EventKind.SpeechStarted));

        Sound(script);

        Figures.DeltasAfterCancel.Value.ShouldBe(1);
        Figures.Deltas.Value.ShouldBe(1);
    }

    [Fact]
    public void A_failed_response_is_an_error_and_the_next_turn_comes()
    {
        var script = Ready(CallPart.Speaker);
        Ask(script);

        Hear(script, Done(ResponseEnd.Failed) with { Code = "engine_failed" });

        Figures.Errors.ToDictionary().ShouldBe([KeyValuePair.Create("response failed: engine_failed", 1)]);
        SpeakUntil(script, firstChunk: true);
    }

    [Fact]
    public void A_server_that_does_not_answer_is_given_up_and_asked_again()
    {
        var script = Ready(CallPart.Speaker);
        SpeakUntil(script, firstChunk: false);

        SpeakUntil(script, firstChunk: true);

        Figures.Unanswered.Value.ShouldBe(1);
    }

    [Fact]
    public void An_event_in_the_wrong_place_is_counted_by_the_rule_it_breaks()
    {
        var script = Ready(CallPart.Speaker);

        Sound(script);

        Figures.OutOfOrder.ToDictionary().ShouldBe([KeyValuePair.Create("response.output_audio.delta without response.created", 1)]);
    }

    [Fact]
    public void A_listener_never_speaks_and_is_probed()
    {
        var script = Ready(CallPart.Listener);

        Enumerable.Range(0, 1000).Select(_ => Play(script, 1)).ShouldAllBe(chunk => chunk == CallScript.Silence);

        script.Probe(_now).ShouldBe(SessionSettings.Probe);
        script.Probe(_now).ShouldBeNull(); // one at a time
        Pass(9);
        Hear(script, new(EventKind.SessionUpdated));
        Figures.Updated.Max.ShouldBe(Ms(9));
        script.Probe(_now).ShouldBeNull(); // not yet again
        Pass(5000);
        script.Probe(_now).ShouldBe(SessionSettings.Probe);
    }

    [Fact]
    public void An_idler_says_nothing_at_all()
    {
        var script = Script(CallPart.Idler);

        Hear(script, new(EventKind.SessionCreated)).ShouldBeEmpty();

        Pass(60_000);
        script.IsReady.ShouldBeFalse();
        script.Probe(_now).ShouldBeNull();
    }

    private CallScript Script(CallPart part, int number = 0) => new(part, new() { Chunk = Chunk }, Speech, _book, new(1), number);

    private CallScript Ready(CallPart part, int number = 0)
    {
        var script = Script(part, number);
        Hear(script, new(EventKind.SessionCreated));
        Hear(script, new(EventKind.SessionUpdated));
        return script;
    }

    // a whole question, and the response to it begun
    private void Ask(CallScript script)
    {
        SpeakUntil(script, firstChunk: true);
        Hear(script, Heard(EventKind.SpeechStarted));
        SpeakUntil(script, firstChunk: false);
        Answer(script);
    }

    private void Answer(CallScript script)
    {
        Hear(script, Heard(EventKind.SpeechStopped));
        Hear(script, Heard(EventKind.Committed));
        Hear(script, Of(EventKind.ResponseCreated));
        Hear(script, Of(EventKind.OutputItemAdded));
        Hear(script, Of(EventKind.ContentPartAdded));
        Figures.OutOfOrder.ToDictionary().ShouldBeEmpty();
    }

    private void Sound(CallScript script) => Hear(script, Of(EventKind.AudioDelta) with { SoundBytes = Piece });

    // sends chunks until the first, or the last, of the speech has gone
    private TimeSpan SpeakUntil(CallScript script, bool firstChunk)
    {
        var wanted = firstChunk ? 0 : Speech.Chunks(Chunk) - 1;
        for (var tries = 0; tries < 10_000; tries++)
        {
            if (Play(script, 1) == wanted)
            {
                return _now;
            }
        }

        throw new InvalidOperationException("It was never said.");
    }

    private int Play(CallScript script, int chunks)
    {
        var chunk = 0;
        for (; chunks > 0; chunks--)
        {
            _now += Chunk;
            chunk = script.Next(_now);
            script.Sent(_now);
        }

        return chunk;
    }

    private void Pass(int ms) => _now += Ms(ms);

    private IReadOnlyList<ClientEvent> Hear(CallScript script, ServerSign sign) => script.Heard(sign, _now);

    private ServerSign Of(EventKind kind) => new(kind) { Response = _response, Item = kind == EventKind.ResponseCreated ? 0 : Item };

    private ServerSign Done(ResponseEnd end) => new(EventKind.ResponseDone) { Response = _response, End = end };

    private static ServerSign Heard(EventKind kind) => new(kind) { Item = Utterance };

    private static TimeSpan Ms(int ms) => TimeSpan.FromMilliseconds(ms);
}
