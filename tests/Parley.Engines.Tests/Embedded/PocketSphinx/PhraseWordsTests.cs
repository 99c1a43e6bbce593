namespace Parley.Embedded.PocketSphinx;

public sealed class PhraseWordsTests
{
    [Theory]
    [InlineData("get_balance", "get balance")]
    [InlineData("getUserName", "get user name")]
    [InlineData("set-light.level", "set light / level")]
    [InlineData("Opens a door. Don't knock!", "opens a door / don't knock")]
    [InlineData("at 21 degrees, room 104", "at twenty one degrees / room one hundred four")]
    [InlineData("code 0815", "code zero eight one five")]
    [InlineData("4711234", "four seven one one two three four")]
    [InlineData("", "")]
    public void Identifiers_sentences_and_digits_become_spoken_words(string phrase, string words) =>
        string.Join(" / ", PhraseWords.Clauses(phrase).Select(clause => string.Join(' ', clause))).ShouldBe(words);
}
