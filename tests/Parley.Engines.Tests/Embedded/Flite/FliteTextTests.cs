namespace Parley.Embedded.Flite;

public sealed class FliteTextTests
{
    [Theory]
    [InlineData("Hello, world.", "Hello, world.")]
    [InlineData("It’s “fine”", "It's \"fine\"")]
    [InlineData("café naïve", "cafe naive")]
    [InlineData("Ask Наташа", "Ask natasha")]
    [InlineData("one\ttwo\nthree", "one two three")]
    public void Everything_becomes_printable_ascii(string text, string expected) => FliteText.From(text).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("... !?")]
    [InlineData("日本語")]
    [InlineData("🎉")]
    public void Nothing_speakable_is_null(string text) => FliteText.From(text).ShouldBeNull();

    [Fact]
    public void No_token_is_longer_than_flite_can_hold() =>
        FliteText.From(new string('x', 1000))!.Split(' ').ShouldAllBe(token => token.Length <= 60);
}
