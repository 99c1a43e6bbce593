namespace Parley.Embedded.Espeak;

public sealed class EspeakVoiceTests
{
    private static readonly HashSet<string> Installed = ["en-us", "ru", "de", "fr-fr", "pt", "pt-br", "cmn"];

    [Theory]
    [InlineData(null, "ru", "ru")]
    [InlineData(null, "ru-RU", "ru")]
    [InlineData(null, "pt-BR", "pt-br")]
    [InlineData(null, "pt-PT", "pt")]
    [InlineData(null, "fr", "fr-fr")]
    [InlineData(null, "zh-CN", "cmn")]
    [InlineData(null, null, "en-us")]
    [InlineData("f3", "ru", "ru+f3")]
    [InlineData("+F3", "ru", "ru+f3")]
    [InlineData("de+m3", null, "de+m3")]
    [InlineData("de+m3", "ru", "ru+m3")]
    [InlineData("alloy", "ru", "ru")]
    [InlineData("f9", "ru", "ru")]
    [InlineData("-w/tmp/file", "--path=/", "en-us")]
    [InlineData("../../etc/passwd", "ru;rm", "en-us")]
    [InlineData("ru+/etc/passwd", "xx", "ru")]
    public void Only_known_names_reach_the_command_line(string? voice, string? language, string expected) =>
        EspeakVoice.From(voice, language, Installed).Argument.ShouldBe(expected);
}
