namespace Parley.Embedded.Voices;

public sealed class SpokenLanguageTests
{
    [Theory]
    [InlineData("Hello", null, "en")]
    [InlineData("Hello", "en-GB", "en-GB")]
    [InlineData("Guten Tag", "de", "de")]
    [InlineData("Привет", null, "ru")]
    [InlineData("Привет", "en", "ru")]
    [InlineData("Привіт, як справи? Її звати Оля", null, "uk")]
    [InlineData("Привет", "bg", "bg")]
    [InlineData("Сәлем", "kk", "kk")]
    [InlineData("Hello", "ru", "en")]
    [InlineData("Открой GitHub", "ru", "ru")]
    [InlineData("Открой GitHub", "en", "ru")]
    [InlineData("The word Привет means hello", null, "en")]
    [InlineData("42", "ru", "ru")]
    [InlineData("42", null, "en")]
    [InlineData("こんにちは世界", null, "ja")]
    [InlineData("世界", null, "zh")]
    [InlineData("世界", "ja", "ja")]
    [InlineData("안녕", null, "ko")]
    [InlineData("שלום", null, "he")]
    [InlineData("नमस्ते", null, "hi")]
    [InlineData("Dobar dan", "sr", "sr")]
    public void The_language_asked_for_holds_unless_the_text_is_in_another_script(string text, string? asked, string expected) =>
        SpokenLanguage.Of(text, asked).ShouldBe(expected);
}
