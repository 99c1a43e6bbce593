namespace Parley.Embedded.Utterances;

public sealed class TextPiecesTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("One sentence.", 1)]
    [InlineData("Two sentences. But short.", 1)]
    public void A_short_text_is_one_piece(string text, int pieces) => TextPieces.Of(text).Count().ShouldBe(pieces);

    [Theory]
    [InlineData("This is a sentence of some words. ")]
    [InlineData("a, long, enumeration, without, end, ")]
    [InlineData("words without any sign ")]
    [InlineData("Слова.Без.Пробелов")]
    [InlineData("漢字ばかりの文。")]
    [InlineData("🎉")]
    public void A_long_text_is_cut_into_pieces_that_together_are_the_text(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 100));

        string[] pieces = [.. TextPieces.Of(text)];

        string.Concat(pieces).ShouldBe(text);
        pieces.ShouldAllBe(piece => piece.Length > 0 && piece.Length <= TextPieces.MaxCharacters);
        pieces.ShouldAllBe(piece => !char.IsLowSurrogate(piece[0]));
    }

    [Fact]
    public void The_cut_is_after_a_sentence_where_there_is_one()
    {
        string[] pieces = [.. TextPieces.Of(string.Concat(Enumerable.Repeat("This is a sentence, of some words. ", 20)))];

        pieces[0].ShouldEndWith("words.");
    }
}
