namespace Parley.Trials;

public class RampStepTests
{
    [Fact]
    public void Sessions_that_are_served_in_time_hold() => Step(Results.Of(delayMs: 10)).Holds.ShouldBeTrue();

    [Fact]
    public void Sessions_that_wait_too_long_are_too_many() => Step(Results.Of(delayMs: 30)).Holds.ShouldBeFalse();

    [Fact]
    public void Sessions_that_are_not_all_there_are_too_many() => Step(Results.Of() with { Held = 99 }).Holds.ShouldBeFalse();

    [Fact]
    public void Sessions_that_the_server_ends_are_too_many() => Step(Results.Of(also: figures => figures.Closes.Add("1013"))).Holds.ShouldBeFalse();

    [Fact]
    public void Sessions_that_are_never_answered_are_too_many() => Step(Results.Of() with { UpdatesDue = 1000 }).Holds.ShouldBeFalse();

    [Fact]
    public void The_best_step_is_the_largest_that_holds_or_else_the_smallest()
    {
        var (few, more, most) = (Step(Results.Of(), 10), Step(Results.Of(), 20), Step(Results.Of(delayMs: 99), 30));

        new RampResult(20, [few, most, more]).Best.ShouldBe(more);
        new RampResult(0, [most]).Best.ShouldBe(most);
    }

    [Fact]
    public void What_only_a_load_that_was_short_has_failed_may_be_borne()
    {
        var (held, tooMany, far) = (Step(Results.Of(), 10), Step(Results.Of(delayMs: 99), 20), Step(Results.Of(delayMs: 99), 40));
        var hurried = tooMany with { Result = tooMany.Result with { LoadCores = 0.99 } };

        new RampResult(10, [held, far, hurried, hurried]).LoadWasShort.ShouldBeTrue();
        new RampResult(10, [held, hurried, tooMany]).LoadWasShort.ShouldBeFalse();
        new RampResult(10, [held]).LoadWasShort.ShouldBeFalse();
    }

    private static RampStep Step(TrialResult result, int sessions = 100) => new(sessions, Results.Bounds, sessions == 100 ? result : result with { Held = sessions });
}
