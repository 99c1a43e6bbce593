using FsCheck;
using FsCheck.Fluent;
using Parley.Tests;

namespace Parley.Speaking;

public sealed class SpokenTextTests
{
    [Theory]
    [InlineData("# Heading here", "Heading here")]
    [InlineData("- an item", "an item")]
    [InlineData("* an item", "an item")]
    [InlineData("1. first", "1. first")]
    [InlineData("> quoted", "quoted")]
    [InlineData("- [x] done", "done")]
    [InlineData("This is **very** *important* and __so__ _on_.", "This is very important and so on.")]
    [InlineData("Call `run()` now.", "Call run() now.")]
    [InlineData("~~old~~ new", "old new")]
    [InlineData("See [the page](https://example.com/x) there.", "See the page there.")]
    [InlineData("![a cat](cat.png)", "a cat")]
    [InlineData("True.[^1]", "True.")]
    [InlineData("one<br>two</b>", "onetwo")]
    [InlineData("| Name | Age |", "Name, Age")]
    [InlineData("| a | b |\n|---|---|\n| c | d |", "a, b, c, d")]
    [InlineData("|---|:--|", "")]
    [InlineData("---", "")]
    [InlineData("2 * 3 = 6", "2 times 3 equals 6")]
    public void Markdown_is_not_spoken(string written, string spoken) => Say(written).ShouldBe(spoken);

    [Fact]
    public void A_code_block_is_left_out_over_all_its_sentences()
    {
        var speech = new SpokenText("en");

        string[] spoken = [.. new[] { "Look:\n", "```csharp\n", "var x = 1; ", "Run(x);\n", "```\n", "That is all." }.Select(speech.Of)];

        spoken.ShouldBe(["Look:", "", "", "", "", "That is all."]);
    }

    [Fact]
    public void A_code_block_on_one_line_is_left_out_too() => Say("Use ```var x``` here.").ShouldBe("Use here.");

    [Theory]
    [InlineData("It is 3.5°C.", "It is 3.5 degrees Celsius.")]
    [InlineData("1 °C or 33.8 °F", "1 degree Celsius or 33.8 degrees Fahrenheit")]
    [InlineData("-5°C outside", "minus 5 degrees Celsius outside")]
    [InlineData("50% off, 3.5% more.", "50 percent off, 3.5 percent more.")]
    [InlineData("5km, 10 kg and 3 GB.", "5 kilometers, 10 kilograms and 3 gigabytes.")]
    [InlineData("at 100 km/h", "at 100 kilometers per hour")]
    [InlineData("$5, €3.50 and 1 €", "5 dollars, 3.50 euros and 1 euro")]
    [InlineData("$1.5M or $1,200", "1.5 million dollars or 1200 dollars")]
    [InlineData("10–20 people, 5-10%", "10 to 20 people, 5 to 10 percent")]
    [InlineData("on 2026-11-20.", "on November 20th, 2026.")]
    [InlineData("2026-03-01T10:30:00Z", "March 1st, 2026 10:30")]
    [InlineData("at 10:30 am", "at 10:30 am")]
    [InlineData("Pi is 3.14 and 1,234,567 is big", "Pi is 3.14 and 1,234,567 is big")]
    [InlineData("version v1.2.3", "version 1 dot 2 dot 3")]
    [InlineData("#1 of ~30", "number 1 of about 30")]
    [InlineData("1/2 cup", "1/2 cup")]
    [InlineData("24/7", "24 7")]
    [InlineData("2nd and 21st", "2nd and 21st")]
    [InlineData("Visit https://www.example.com/docs today.", "Visit example dot com slash docs today.")]
    [InlineData("https://example.com/a?b=c&d=e#f", "example dot com slash a")]
    [InlineData("https://example.com/really/long/path/to/some/thing.html", "example dot com")]
    [InlineData("(example.com)", "(example dot com)")]
    [InlineData("Write to jane.doe@mail.example.com.", "Write to jane dot doe at mail dot example dot com.")]
    [InlineData("C# and C++ & snake_case", "C sharp and C plus plus and snake case")]
    [InlineData("and/or", "and or")]
    [InlineData("e.g. this, i.e. that", "for example this, that is that")]
    [InlineData("Thanks 😊👍🏽!", "Thanks !")]
    [InlineData("👩‍👩‍👧", "")]
    [InlineData("...", "")]
    [InlineData("", "")]
    [InlineData("→", "to")]
    [InlineData("a → b", "a to b")]
    public void English_signs_become_words(string written, string spoken) => Say(written).ShouldBe(spoken);

    [Theory]
    [InlineData("Сейчас 3,5°C.", "Сейчас 3,5 градуса Цельсия.")]
    [InlineData("21 °C и -5°", "21 градус Цельсия и минус 5 градусов")]
    [InlineData("Скидка 50%, рост 1% и 2,5%.", "Скидка 50 процентов, рост 1 процент и 2,5 процента.")]
    [InlineData("Это 5 км и 11 кг.", "Это 5 километров и 11 килограммов.")]
    [InlineData("Скорость 60 км/ч", "Скорость 60 километров в час")]
    [InlineData("Цена 100 ₽, $5 и 22 руб. всего", "Цена 100 рублей, 5 долларов и 22 рубля всего")]
    [InlineData("Город 1 000 000 жителей", "Город 1000000 жителей")]
    [InlineData("Звоните 8 800 555 35 35", "Звоните 8 800 555 35 35")]
    [InlineData("20.11.2026 в 10:30", "двадцатое ноября 2026 в 10:30")]
    [InlineData("Дата: 2026-03-01.", "Дата: первое марта 2026.")]
    [InlineData("в 2026 г. и позже", "в 2026 года и позже")]
    [InlineData("и т.д. и т.п.", "и так далее и тому подобное")]
    [InlineData("Пишите на me@ya.ru или https://ya.ru/x", "Пишите на me собака ya точка ru или ya точка ru слэш x")]
    [InlineData("Дом №5", "Дом номер 5")]
    [InlineData("Привет 👋", "Привет")]
    public void Russian_signs_become_words(string written, string spoken) => new SpokenText("ru").Of(written).ShouldBe(spoken);

    [Theory]
    [InlineData(null, "Рост 5%", "Рост 5 процентов")]
    [InlineData(null, "Up 5%", "Up 5 percent")]
    [InlineData("en", "Рост 5%", "Рост 5 процентов")]
    [InlineData("en", "The word Да costs 5%", "The word Да costs 5 percent")]
    [InlineData("ru", "Up 5%", "Up 5 percent")]
    [InlineData("ru", "Visual Studio выросла на 5%", "Visual Studio выросла на 5 процентов")]
    [InlineData("ru", "5%", "5 процентов")]
    [InlineData(null, "5%", "5 percent")]
    public void The_letters_decide_between_english_and_russian(string? language, string written, string spoken) =>
        new SpokenText(language).Of(written).ShouldBe(spoken);

    [Fact]
    public void Another_language_keeps_its_signs_and_loses_marks_and_pictures() =>
        new SpokenText("de-DE").Of("**Es sind** 5 % 🎉, `ja`.").ShouldBe("Es sind 5 % , ja.");

    [Fact]
    public void Plain_words_are_never_changed()
    {
        var words = Gen.Elements("hello", "World", "it's", "well-known", "Привет", "мир", "ёж", "café", "don’t", "I", "a", "x", "3", "1999", "OK", "e", "S", "кг", "min");
        var ends = Gen.Elements("", "", "", ",", ".", "!", "?", ";", ":");
        var texts = (from word in words from end in ends select word + end).NonEmptyListOf().Select(tokens => string.Join(' ', tokens)).ToArbitrary();

        Check.One(Seeded.Config.WithMaxTest(2000), Prop.ForAll(texts, text =>
            HasUnitAfterNumber(text) || new SpokenText("fr").Of(text) == text && new SpokenText("en").Of(text) == text));
    }

    [Fact]
    public void Any_text_at_all_is_spoken_without_failing() =>
        Check.One(Seeded.Config.WithMaxTest(3000), Prop.ForAll(
            Gen.Elements("#", "*", "_", "`", "```", "[", "]", "(", ")", "<", ">", "|", "~", "!", "@", "/", "\\", ".", ",", ":", "-", "–", "$", "€", "%", "°", "C", "5", "10", "2026-99-99", "a", "я", " ", "\n", "\r\n", "🎉", "\ud83d", "\0", "https://", "v", "+", "=", "&", "^")
                .ListOf().Select(string.Concat).ToArbitrary(),
            text => new[] { "en", "ru", "de", null }.All(language =>
            {
                var spoken = new SpokenText(language).Of(text);
                return spoken.Length == 0 || spoken.Any(char.IsLetterOrDigit);
            })));

    private static bool HasUnitAfterNumber(string text)
    {
        var tokens = text.Split(' ');
        return tokens.Zip(tokens.Skip(1)).Any(pair => pair.First is "3" or "1999" && char.IsLetter(pair.Second[0]));
    }

    private static string Say(string written) => new SpokenText("en").Of(written);
}
