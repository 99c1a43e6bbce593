using Parley.Devices;

namespace Parley.Buffering;

public class TwoChannelTimelineTests
{
    private readonly TwoChannelTimeline _timeline = new(tolerance: 3, lag: 20);

    [Fact]
    public void Sound_stands_where_it_ended()
    {
        _timeline.Add(0, Ramp.Samples(2), now: 10);
        _timeline.Add(1, Ramp.Samples(4, 50), now: 10);
        var frames = _timeline.Take(10);
        Channel(frames, 0).ShouldBe([.. new short[8], 1, 2]);
        Channel(frames, 1).ShouldBe([.. new short[6], 50, 51, 52, 53]);
    }

    [Fact]
    public void A_clock_s_jitter_makes_no_gap()
    {
        _timeline.Add(0, Ramp.Samples(5), now: 5);
        _timeline.Add(0, Ramp.Samples(5, 6), now: 13);
        _timeline.Add(0, Ramp.Samples(5, 11), now: 15);
        Channel(_timeline.TakeAll(15), 0).ShouldBe(Ramp.Samples(15));
    }

    [Fact]
    public void What_was_held_up_and_comes_at_once_stands_where_it_was_heard()
    {
        _timeline.Add(0, Ramp.Samples(5), now: 5);
        for (var i = 0; i < 3; i++)
        {
            _timeline.Add(0, Ramp.Samples(5, 6 + (5 * i)), now: 20);
        }

        _timeline.Add(0, Ramp.Samples(5, 21), now: 25);
        Channel(_timeline.TakeAll(25), 0).ShouldBe(Ramp.Samples(25));
    }

    [Fact]
    public void What_a_fast_clock_brings_too_much_of_is_left_out()
    {
        for (var now = 9; now <= 900; now += 9)
        {
            _timeline.Add(0, Ramp.Samples(10, now), now);
        }

        Channel(_timeline.TakeAll(900), 0).Length.ShouldBeInRange(900, 903);
    }

    [Fact]
    public void A_silent_channel_is_waited_for_no_longer_than_the_lag()
    {
        _timeline.Add(0, Ramp.Samples(15), now: 15);
        _timeline.Take(15).ShouldBeEmpty();
        _timeline.Add(0, Ramp.Samples(15, 16), now: 30);
        var frames = _timeline.Take(30);
        Channel(frames, 0).ShouldBe(Ramp.Samples(10));
        Channel(frames, 1).ShouldBe(new short[10]);

        _timeline.Add(1, Ramp.Samples(3, 70), now: 32);
        var rest = _timeline.TakeAll(32);
        Channel(rest, 0).ShouldBe([.. Ramp.Samples(20, 11), 0, 0]);
        Channel(rest, 1).ShouldBe([.. new short[19], 70, 71, 72]);
    }

    [Fact]
    public void What_was_taken_leaves_nothing_behind()
    {
        for (var now = 10; now < 1000; now += 10)
        {
            _timeline.Add(0, Ramp.Samples(10, now), now);
            _timeline.Add(1, Ramp.Samples(10, -now), now);
            var frames = _timeline.Take(now);
            Channel(frames, 0).ShouldBe(Ramp.Samples(10, now));
            Channel(frames, 1).ShouldBe(Ramp.Samples(10, -now));
        }

        Channel(_timeline.TakeAll(1010), 0).ShouldBe(new short[20]);
    }

    private static short[] Channel(short[] frames, int channel) => [.. frames.Where((_, i) => i % 2 == channel)];
}
