namespace Parley.Embedded.PocketSphinx;

public sealed class MixtureTests
{
    private static readonly PocketSphinxOptions Options = new(GeneralWords: 1000, OpenWords: 9000);

    [Fact]
    public void Without_anything_to_talk_about_a_model_is_english_alone() => Mixture.Of(0, Options).ShouldBe(new Mixture(0, 9000, Mixture.OpenThreshold));

    [Fact]
    public void The_more_an_agent_gives_to_talk_about_the_more_of_its_model_is_its_own()
    {
        var (poor, rich) = (Mixture.Of(5, Options), Mixture.Of(500, Options));
        rich.Share.ShouldBeGreaterThan(poor.Share);
        rich.Share.ShouldBeLessThan(1);
        rich.GeneralWords.ShouldBeInRange(1000, poor.GeneralWords - 1);
        rich.Threshold.ShouldBeGreaterThan(poor.Threshold);
    }
}
