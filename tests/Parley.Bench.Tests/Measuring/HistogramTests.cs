namespace Parley.Measuring;

public class HistogramTests
{
    private static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);

    private readonly Histogram _histogram = new();

    [Fact]
    public void A_single_duration_is_every_percentile_to_within_one_per_cent()
    {
        for (var length = 1L; length < TimeSpan.TicksPerHour; length = length * 5 / 4 + 1)
        {
            var histogram = new Histogram();
            histogram.Record(new(length));
            histogram.Record(new(TimeSpan.TicksPerHour));

            ((double)histogram.Percentile(50).Ticks).ShouldBe(length, length * 0.01, $"{length} ticks");
        }
    }

    [Fact]
    public void The_longest_is_exact()
    {
        _histogram.Record(new(12_345_678));
        _histogram.Record(new(1_234));

        _histogram.Max.Ticks.ShouldBe(12_345_678);
        _histogram.Percentile(100).Ticks.ShouldBeLessThanOrEqualTo(12_345_678);
    }

    [Fact]
    public void Percentiles_count_from_the_shortest()
    {
        for (var i = 1; i <= 1000; i++)
        {
            _histogram.Record(i * Microsecond);
        }

        _histogram.Count.ShouldBe(1000);
        Microseconds(50).ShouldBe(500, 5);
        Microseconds(95).ShouldBe(950, 9);
        Microseconds(99).ShouldBe(990, 9);
        Microseconds(0).ShouldBe(1, 0.01);
    }

    [Fact]
    public void Nothing_has_no_length()
    {
        _histogram.Percentile(99).ShouldBe(TimeSpan.Zero);
        _histogram.Max.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void What_is_out_of_range_counts_as_the_nearest_that_is_not()
    {
        _histogram.Record(TimeSpan.FromSeconds(-1));
        _histogram.Record(TimeSpan.FromDays(30));

        _histogram.Count.ShouldBe(2);
        _histogram.Percentile(50).ShouldBe(TimeSpan.Zero);
        _histogram.Percentile(100).ShouldBeGreaterThan(TimeSpan.FromHours(1));
    }

    private double Microseconds(double percent) => _histogram.Percentile(percent).TotalMicroseconds;
}
