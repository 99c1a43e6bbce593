namespace Parley.Embedded.PocketSphinx;

public sealed class WordErrorsTests
{
    [Theory]
    [InlineData("turn on the lamp", "turn on the lamp", 0)]
    [InlineData("turn on the lamp", "turn the lamp", 1)]
    [InlineData("turn on the lamp", "turn of the old lamp", 2)]
    [InlineData("turn on the lamp", "", 4)]
    [InlineData("", "uh", 1)]
    public void Replacements_omissions_and_insertions_count(string said, string heard, int errors) =>
        WordErrors.Between(said, heard).ShouldBe(errors);
}
