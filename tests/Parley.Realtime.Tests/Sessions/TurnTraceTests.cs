namespace Parley.Sessions;

public sealed class TurnTraceTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly TurnTrace _trace = new(isWanted: true);

    [Fact]
    public void Marks_count_from_the_last_sound_of_speech()
    {
        _trace.Begin("item_1", TimeSpan.FromMilliseconds(200), At(200));
        _trace.Transcript("item_1", At(250));
        _trace.Once("first_token", At(300));
        _trace.Once("first_token", At(900));
        var trace = _trace.Done("resp_1", hasCalled: false, At(1000)).ShouldNotBeNull();
        (trace.ResponseId, trace.ItemId).ShouldBe(("resp_1", "item_1"));
        trace.Marks.Select(mark => (mark.Name, mark.AtMs)).ShouldBe(
            [("speech_ended", 0), ("speech_stopped", 200), ("transcript", 250), ("first_token", 300), ("response_done", 1000)]);
    }

    [Fact]
    public void A_turn_goes_on_through_the_functions_it_calls()
    {
        _trace.Begin("item_1", TimeSpan.Zero, At(0));
        _trace.Once("first_token", At(100));
        _trace.Done("resp_1", hasCalled: true, At(200));
        _trace.Once("first_token", At(300));
        _trace.Done("resp_2", hasCalled: false, At(400))!.Marks.Select(mark => mark.Name).ShouldBe(
            ["speech_ended", "speech_stopped", "first_token", "response_done", "first_token", "response_done"]);
    }

    [Fact]
    public void The_next_turn_starts_anew()
    {
        _trace.Begin("item_1", TimeSpan.Zero, At(0));
        _trace.Done("resp_1", hasCalled: false, At(100));
        _trace.Mark("response_create", At(5000));
        var trace = _trace.Done("resp_2", hasCalled: false, At(5100)).ShouldNotBeNull();
        trace.ItemId.ShouldBeNull();
        trace.Marks.Select(mark => mark.AtMs).ShouldBe([0, 100]);
    }

    [Fact]
    public void Transcripts_of_other_turns_leave_no_mark()
    {
        _trace.Begin("item_2", TimeSpan.Zero, At(0));
        _trace.Transcript("item_1", At(10));
        _trace.Done("resp_1", hasCalled: false, At(100))!.Marks.ShouldNotContain(mark => mark.Name == "transcript");
    }

    [Fact]
    public void Nothing_is_noted_for_nobody()
    {
        var trace = new TurnTrace(isWanted: false);
        trace.Mark("response_create", At(0));
        trace.Done("resp_1", hasCalled: false, At(100)).ShouldBeNull();
    }

    private static DateTimeOffset At(int ms) => Start.AddMilliseconds(ms);
}
