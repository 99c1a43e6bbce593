namespace Parley.Embedded.PocketSphinx;

public sealed class LetterToSoundTests
{
    [Theory]
    [InlineData("blick", "B L IH K")]
    [InlineData("shane", "SH EY N")]
    [InlineData("zation", "Z EY SH AH N")]
    [InlineData("http", "EY CH T IY T IY P IY")]
    public void Unknown_words_are_read_by_their_spelling(string word, string sounds) => LetterToSound.Of(word).ShouldBe(sounds);
}
