namespace Parley.Trials;

public class BoundsTests
{
    [Fact]
    public void What_the_detector_itself_needs_does_not_count() =>
        Results.Bounds.Delays(Results.Of(delayMs: 7).Figures).ShouldAllBe(delay => Math.Abs(delay.At.TotalMilliseconds - 7) < 1.1);

    [Fact]
    public void The_worst_is_the_one_that_is_latest()
    {
        var figures = Results.Of(also: figures => figures.Updated.Record(Results.Ms(30))).Figures;
        Results.Bounds.Worst(figures).At.ShouldBeLessThan(Results.Ms(3)); // one of three hundred is no p99

        for (var i = 0; i < 4; i++)
        {
            figures.Updated.Record(Results.Ms(30));
        }

        Results.Bounds.Worst(figures).Name.ShouldBe("session.update");
    }

    [Fact]
    public void A_detector_that_nobody_knows_is_known_by_the_least_that_was_seen()
    {
        var bounds = Bounds.Of(Results.Ms(20), Results.Of(delayMs: 60).Figures);

        var late = bounds.Delays(Results.Of(delayMs: 75).Figures).ToDictionary(delay => delay.Name, delay => delay.At.TotalMilliseconds);
        late["speech_stopped"].ShouldBe(15, 2);
        late["barge-in"].ShouldBe(15, 2);
        late["first audio"].ShouldBe(75, 1); // this is the server's own
    }
}
