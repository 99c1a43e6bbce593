namespace Parley.Embedded.Espeak;

public sealed class EspeakVoiceTests
{
    private static readonly Dictionary<string, string> Installed = new()
    {
        ["en-us"] = "gmw/en-US", ["ru"] = "zle/ru", ["de"] = "gmw/de", ["fr-fr"] = "roa/fr", ["pt"] = "roa/pt", ["pt-br"] = "roa/pt-BR", ["cmn"] = "sit/cmn",
    };

    [Theory]
    [InlineData(null, "ru", "zle/ru")]
    [InlineData(null, "ru-RU", "zle/ru")]
    [InlineData(null, "pt-BR", "roa/pt-BR")]
    [InlineData(null, "pt-PT", "roa/pt")]
    [InlineData(null, "fr", "roa/fr")]
    [InlineData(null, "zh-CN", "sit/cmn")]
    [InlineData(null, null, "gmw/en-US")]
    [InlineData("f3", "ru", "zle/ru+f3")]
    [InlineData("+F3", "ru", "zle/ru+f3")]
    [InlineData("de+m3", null, "gmw/de+m3")]
    [InlineData("de+m3", "ru", "zle/ru+m3")]
    [InlineData("alloy", "ru", "zle/ru")]
    [InlineData("f9", "ru", "zle/ru")]
    [InlineData("-w/tmp/file", "--path=/", "gmw/en-US")]
    [InlineData("../../etc/passwd", "ru;rm", "gmw/en-US")]
    [InlineData("ru+/etc/passwd", "xx", "zle/ru")]
    public void Only_known_names_reach_the_command_line(string? voice, string? language, string expected) =>
        EspeakVoice.From(voice, language, Installed).Argument.ShouldBe(expected);
}
