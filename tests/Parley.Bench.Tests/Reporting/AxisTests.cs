namespace Parley.Reporting;

public class AxisTests
{
    [Fact]
    public void Equal_factors_are_equally_far_apart()
    {
        var axis = Axis.Log("ms", 0.02, 300);

        axis.Ticks.Select(tick => tick.Label).ShouldBe(["0.01", "0.1", "1", "10", "100", "1,000"]);
        (axis.Place(10) - axis.Place(1)).ShouldBe(axis.Place(100) - axis.Place(10), 1e-9);
        axis.Place(0).ShouldBe(0);
        axis.Place(1e9).ShouldBe(1);
    }

    [Theory]
    [InlineData(7, "0,1,2,3,4,5,6,7"), InlineData(830, "0,200,400,600,800,1,000"), InlineData(4, "0,1,2,3,4")]
    public void Steps_are_round_and_reach_the_most(double most, string labels)
    {
        var axis = Axis.Linear("sessions", most);

        string.Join(',', axis.Ticks.Select(tick => tick.Label)).ShouldBe(labels);
        axis.Place(most).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Each_nine_is_as_far_from_the_one_before()
    {
        var axis = Axis.Percentiles();

        (axis.Place(99.9) - axis.Place(99)).ShouldBe(axis.Place(99) - axis.Place(90), 1e-9);
        axis.Place(100).ShouldBe(1);
    }
}
