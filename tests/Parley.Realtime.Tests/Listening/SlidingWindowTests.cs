namespace Parley.Listening;

public sealed class SlidingWindowTests
{
    private readonly SlidingWindow<int> _window = new();

    [Fact]
    public void Elements_keep_their_position_in_the_stream()
    {
        _window.Append([0, 1, 2, 3, 4]);
        _window.DropBefore(3);
        _window.Append([5, 6]);
        (_window.Start, _window.End).ShouldBe((3, 7));
        _window.Slice(4, 6).ToArray().ShouldBe([4, 5]);
    }

    [Fact]
    public void What_is_gone_or_still_to_come_is_left_out_of_a_slice()
    {
        _window.Append([0, 1, 2, 3]);
        _window.DropBefore(2);
        _window.Slice(0, 100).ToArray().ShouldBe([2, 3]);
        _window.Slice(3, 1).ToArray().ShouldBeEmpty();
    }

    [Fact]
    public void Reserved_room_counts_only_as_far_as_it_was_filled()
    {
        _window.Reserve(10)[0] = 7;
        _window.Advance(1);
        _window.End.ShouldBe(1);
        _window.Slice(0, 1).ToArray().ShouldBe([7]);
    }

    [Fact]
    public void A_window_that_slides_over_a_long_stream_holds_no_more_than_it_shows()
    {
        for (var i = 0; i < 100_000; i++)
        {
            _window.Append([i, i, i, i]);
            _window.DropBefore(_window.End - 1000);
        }

        _window.End.ShouldBe(400_000);
        _window.Capacity.ShouldBeLessThan(3000);
    }

    [Fact]
    public void A_long_stretch_leaves_no_large_array_behind()
    {
        _window.Append(new int[1_000_000]);
        _window.DropBefore(999_990);
        _window.Capacity.ShouldBeLessThan(100);
        _window.Append([1]);
        (_window.Start, _window.End).ShouldBe((999_990, 1_000_001));
    }
}
