namespace Parley.Load;

public class LoadPlanTests
{
    private static readonly LoadPlan Plan = new(Speech.Vowel(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(20)));

    [Theory]
    [InlineData(0, 0), InlineData(10, 100), InlineData(33, 330), InlineData(100, 1000)]
    public void As_many_speak_as_were_asked_for_spread_over_all(int percent, int speakers)
    {
        var plan = Plan with { SpeakingPercent = percent };
        var parts = Enumerable.Range(0, 1000).Select(plan.PartOf).ToList();

        parts.Count(part => part == CallPart.Speaker).ShouldBe(speakers);
        parts.Take(100).Count(part => part == CallPart.Speaker).ShouldBe(speakers / 10);
        parts.ShouldNotContain(CallPart.Idler);
    }

    [Fact]
    public void Idle_sessions_do_nothing_else() => Enumerable.Range(0, 10).Select((Plan with { IsIdle = true }).PartOf).ShouldAllBe(part => part == CallPart.Idler);
}
