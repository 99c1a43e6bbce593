using Parley.Showing;

namespace Parley.Tests.Showing;

public sealed class LatencyAccountTests
{
    [Fact]
    public void The_parts_add_up_to_what_was_measured() =>
        new LatencyAccount(TimeSpan.FromMilliseconds(581.4), [new("speech_ended", 0), new("speech_stopped", 200.3), new("first_audio", 432.2)]).Lines().ShouldBe(
        [
            "Last speech sample sent → first audio received: 581 ms",
            "  = 149 ms until the detector noticed that the speech had ended, sending included",
            "  + 201 ms of silence, which end a turn",
            "  + 231 ms until the answer sounded. (0 ms above is when the last speech sample was sent.)",
        ]);

    [Fact]
    public void Nothing_is_made_up_where_the_server_marks_nothing() =>
        new LatencyAccount(TimeSpan.FromMilliseconds(581), []).Lines().ShouldBe(["Last speech sample sent → first audio received: 581 ms"]);
}
