namespace Parley.Hosting;

public class NewcomersTests
{
    private readonly Newcomers _newcomers = new(settling: 4);

    [Theory]
    [InlineData(0, 8, 8)]
    [InlineData(1, 6, 8)]
    [InlineData(3, 2, 8)]
    [InlineData(4, 0, 0)]
    public void The_longer_they_are_here_the_less_is_still_to_be_seen_of_them(int measurements, double unseen, int count)
    {
        Come(8);
        Measure(measurements);
        (_newcomers.Unseen, _newcomers.Count).ShouldBe((unseen, count));
    }

    [Fact]
    public void Those_who_came_at_different_times_are_added_up()
    {
        Come(4);
        Measure(2);
        Come(1);
        Measure(1);
        _newcomers.Unseen.ShouldBe(1 + 0.75);
        _newcomers.Count.ShouldBe(5);
    }

    [Fact]
    public void Nothing_more_is_to_be_seen_of_those_who_have_left()
    {
        var first = _newcomers.Add();
        Measure(2);
        _newcomers.Add();
        _newcomers.Remove(first);
        (_newcomers.Unseen, _newcomers.Count).ShouldBe((1, 1));

        Measure(2);
        Come(1);
        _newcomers.Remove(first); // who left long ago is none of those who came now
        _newcomers.Count.ShouldBe(2);
    }

    private void Come(int sessions)
    {
        for (var i = 0; i < sessions; i++)
        {
            _newcomers.Add();
        }
    }

    private void Measure(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _newcomers.Measured();
        }
    }
}
