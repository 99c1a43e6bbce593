namespace Parley.Embedded.PocketSphinx;

public sealed class NGramsTests
{
    [Fact]
    public void Probabilities_of_all_words_add_up_to_one_after_any_history()
    {
        var counts = new NGrams(6);
        counts.Add([0, 2, 3, 1], 1);
        counts.Add([0, 2, 4, 3, 1], 0.5f);
        int[] words = [0, 1, 2, 3, 4, 5];
        words.Sum(counts.Probability).ShouldBe(1, 1e-4f);
        foreach (var before in words)
        {
            words.Sum(word => counts.Probability(word, before)).ShouldBe(1, 1e-4f);
            words.Sum(word => counts.Probability(word, before, 2)).ShouldBe(1, 1e-4f);
        }

        counts.Probability(3, 2).ShouldBeGreaterThan(counts.Probability(4, 2));
        counts.Probability(3, 4, 2).ShouldBeGreaterThan(counts.Probability(3, 4));
    }

    [Fact]
    public void A_key_gives_its_words_back()
    {
        NGrams.Pair(NGrams.Key(7, 1_000_000)).ShouldBe((7, 1_000_000));
        NGrams.Triple(NGrams.Key(1_000_000, 0, 12)).ShouldBe((1_000_000, 0, 12));
    }
}
