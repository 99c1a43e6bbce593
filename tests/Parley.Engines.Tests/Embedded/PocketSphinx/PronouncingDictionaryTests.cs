namespace Parley.Embedded.PocketSphinx;

public sealed class PronouncingDictionaryTests
{
    private readonly PronouncingDictionary _dictionary = new("a AH\na(2) EY\nread R EH D\nread(2) R IY D\nreads R IY D Z\nzoo Z UW"u8.ToArray());

    [Theory]
    [InlineData("a", "AH|EY")]
    [InlineData("read", "R EH D|R IY D")]
    [InlineData("reads", "R IY D Z")]
    [InlineData("zoo", "Z UW")]
    [InlineData("rea", "")]
    [InlineData("read(2)", "")]
    public void A_word_has_all_its_pronunciations(string word, string sounds)
    {
        string.Join('|', _dictionary.Of(word)).ShouldBe(sounds);
        _dictionary.Knows(word).ShouldBe(sounds.Length > 0);
    }
}
