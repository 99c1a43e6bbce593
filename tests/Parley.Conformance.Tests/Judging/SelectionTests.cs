namespace Parley.Judging;

public class SelectionTests
{
    [Theory]
    [InlineData("25", new[] { 25 })]
    [InlineData("25,40-42", new[] { 25, 40, 41, 42 })]
    [InlineData("3 , 1-2", new[] { 1, 2, 3 })]
    public void Numbers_and_ranges_are_read(string text, int[] numbers) => Selection.Numbers(text).Order().ShouldBe(numbers);

    [Theory]
    [InlineData(""), InlineData("x"), InlineData("0"), InlineData("101"), InlineData("5-3"), InlineData("1-2-3"), InlineData("1,")]
    public void Anything_else_is_told_with_what_would_be_right(string text) =>
        Should.Throw<FormatException>(() => Selection.Numbers(text)).Message.ShouldContain("such as 25 or 40-50");
}
