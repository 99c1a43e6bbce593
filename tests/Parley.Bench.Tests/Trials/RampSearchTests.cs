namespace Parley.Trials;

public class RampSearchTests
{
    [Theory]
    [InlineData(37), InlineData(100), InlineData(101), InlineData(731), InlineData(5000), InlineData(3)]
    public void It_comes_within_a_twentieth_of_what_holds(int capacity)
    {
        var search = new RampSearch(first: 100);
        var tries = 0;
        while (search.Next is { } number)
        {
            search.Tried(number, number <= capacity);
            tries++;
        }

        search.Held.ShouldBeInRange((int)(capacity * 0.94) - 1, capacity);
        tries.ShouldBeLessThan(15);
    }

    [Fact]
    public void Where_nothing_holds_it_ends_all_the_same()
    {
        var search = new RampSearch(first: 100);
        while (search.Next is { } number)
        {
            search.Tried(number, holds: false);
        }

        search.Held.ShouldBe(0);
    }
}
