using Parley.Showing;

namespace Parley.Tests.Showing;

public sealed class LatencyTests
{
    [Theory]
    [InlineData(new[] { 500 }, 500)]
    [InlineData(new[] { 900, 100, 500 }, 500)]
    [InlineData(new[] { 900, 100, 500, 300 }, 400)]
    public void The_median_is_the_one_in_the_middle(int[] turns, int median) =>
        Latency.Median(turns.Select(ms => TimeSpan.FromMilliseconds(ms))).ShouldBe(TimeSpan.FromMilliseconds(median));
}
