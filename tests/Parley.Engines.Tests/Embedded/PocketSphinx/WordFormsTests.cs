namespace Parley.Embedded.PocketSphinx;

public sealed class WordFormsTests
{
    [Theory]
    [InlineData("lights", "light")]
    [InlineData("countries", "country")]
    [InlineData("switches", "switch")]
    [InlineData("status", "status")]
    [InlineData("lamp", "lamp")]
    public void A_stem_has_no_ending(string word, string stem) => WordForms.Stem(word).ShouldBe(stem);

    [Theory]
    [InlineData("lock", "locks locked locking")]
    [InlineData("close", "closes closed closing")]
    [InlineData("dim", "dims dimmed dimming")]
    [InlineData("carry", "carries carried carrying")]
    [InlineData("play", "plays played playing")]
    public void A_stem_takes_the_endings_of_its_spelling(string stem, string forms) => string.Join(' ', WordForms.Of(stem)).ShouldBe(forms);
}
