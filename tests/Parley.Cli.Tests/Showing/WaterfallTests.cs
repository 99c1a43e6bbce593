using Parley.Protocol;
using Parley.Showing;

namespace Parley.Tests.Showing;

public sealed class WaterfallTests
{
    [Fact]
    public void A_turn_is_drawn_as_bars_between_its_marks()
    {
        TraceMark[] marks =
        [
            new("speech_ended", 0), new("speech_stopped", 200), new("transcript", 300), new("first_token", 310), new("function_call", 320),
            new("function_call_output", 330), new("first_token", 340), new("first_audio", 360), new("response_done", 400),
        ];

        Waterfall.Render(marks).ShouldBe(
        [
            "                                  0 ms                              400 ms     took       at",
            "silence, until the turn was over  ████████████████████                       200 ms   200 ms",
            "speech to text, whole utterance                       ██████████             100 ms   300 ms",
            "first response",
            "  model, until its first token                                  █             10 ms   310 ms",
            "  model, until it called a tool                                  █            10 ms   320 ms",
            "  tool, run by the client                                         █           10 ms   330 ms",
            "second response, with the tool's result",
            "  model, until its first token                                     █          10 ms   340 ms",
            "  voice, until its first sound                                      ██        20 ms   360 ms",
            "  the rest of the response                                            ████    40 ms   400 ms",
        ]);
    }

    [Fact]
    public void What_lay_before_the_servers_first_mark_is_a_row_and_one_response_needs_no_heading() =>
        Waterfall.Render([new("speech_ended", 0), new("speech_stopped", 200), new("first_audio", 300)], before: 100).ShouldBe(
        [
            "                                  0 ms                              400 ms     took       at",
            "speech end, until it was noticed  ██████████                                 100 ms   100 ms",
            "silence, until the turn was over            ████████████████████             200 ms   300 ms",
            "voice, until its first sound                                    ██████████   100 ms   400 ms",
        ]);

    [Fact]
    public void A_step_too_short_for_a_bar_still_shows_where_it_was() =>
        Waterfall.Render([new("speech_ended", 0), new("speech_stopped", 1000), new("some_step", 1000)]).Last()
            .ShouldBe("some step                                                                ▏     0 ms  1000 ms");

    [Fact]
    public void Without_marks_nothing_is_drawn() => Waterfall.Render([]).ShouldBeEmpty();
}
