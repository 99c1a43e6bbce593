using FsCheck;
using FsCheck.Fluent;
using Parley.Tests;

namespace Parley.Speaking;

public sealed class SentenceSplitterTests
{
    private static readonly string[] Fragments =
    [
        "Hello", "world", "Mr", "Dr", "e.g", "U.S", "т.е", "т.д", "Привет", "мир", "3.14", "1.000", "https://a.b/c?d=e", "I", "J", "漢字", "。", "！", "」",
        ".", ".", "...", "!", "?", "…", ";", ":", ",", " ", " ", " ", "  ", "\n", "\r\n", "\"", ")", "(", "*", "🎉", "\ud83d", "\u00A0", "1", "42", "2026",
        "- ", "```", "longlonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglong",
    ];

    private static readonly Arbitrary<(string Text, int[] Sizes)> SplitTexts =
        (from fragments in Gen.Elements(Fragments).ListOf()
         from repeated in Gen.Choose(1, 4)
         from sizes in Gen.Choose(1, 30).NonEmptyListOf()
         select (string.Concat(Enumerable.Repeat(string.Concat(fragments), repeated)), sizes.ToArray())).ToArbitrary();

    [Fact]
    public void Nothing_is_lost_and_the_cutting_into_deltas_does_not_matter() =>
        Check.One(
            Seeded.Config.WithMaxTest(3000).WithEndSize(150),
            Prop.ForAll(SplitTexts, split =>
            {
                var whole = Split([split.Text]);
                return string.Concat(whole) == split.Text
                    && Split(Deltas(split.Text, split.Sizes)).SequenceEqual(whole)
                    && whole.All(sentence => sentence.Length is > 0 and <= SentenceSplitter.LongestCharacters + 1);
            }));

    [Theory]
    [InlineData("Hello. How are you? Fine!", "Hello. |How are you? |Fine!")]
    [InlineData("Wait… what? Yes; no.", "Wait… |what? |Yes; |no.")]
    [InlineData("Really?! No way...  Okay.", "Really?! |No way... | Okay.")]
    [InlineData("He said \"Stop.\" Then he left.", "He said \"Stop.\" |Then he left.")]
    [InlineData("It is **done.** Next one.", "It is **done.** |Next one.")]
    [InlineData("Great! 🎉 Now go.", "Great! |🎉 Now go.")]
    [InlineData("Great!🎉 Now go.", "Great!🎉 |Now go.")]
    [InlineData("Привет. Как дела? Хорошо!", "Привет. |Как дела? |Хорошо!")]
    [InlineData("Привет.\nКак дела?\n\nХорошо", "Привет.\n|Как дела?\n|\nХорошо")]
    [InlineData("今日は。元気？「はい。」では！", "今日は。|元気？|「はい。」|では！")]
    [InlineData("First line\nSecond line\n", "First line\n|Second line\n")]
    public void Sentences_end_at_their_ends(string text, string expected) => Joined(text).ShouldBe(expected);

    [Theory]
    [InlineData("Pi is 3.14 and a 1.000 is big.")]
    [InlineData("Mr. Smith met Dr. Jones vs. Mrs. Brown.")]
    [InlineData("Fruit, e.g. Apples, i.e. food.")]
    [InlineData("The U.S. economy grew.")]
    [InlineData("At 5 p.m. we leave.")]
    [InlineData("J. R. R. Tolkien wrote it.")]
    [InlineData("А. С. Пушкин родился в г. Москва.")]
    [InlineData("Это важно, т.е. Нужно помнить.")]
    [InlineData("Яблоки, груши и т.д. были съедены.")]
    [InlineData("См. рис. 5 и ул. Ленина.")]
    [InlineData("See https://example.com/a.b?c=d or not.")]
    [InlineData("1. First item")]
    [InlineData("- 2. Second item")]
    [InlineData("Der 3. platz ist frei.")]
    [InlineData("It costs approx. Five dollars, etc. and so on.")]
    public void They_do_not_end_inside(string text) => Joined(text).ShouldBe(text);

    [Theory]
    [InlineData("No. I will not.", "No. |I will not.")]
    [InlineData("See no. 5 there.", "See no. 5 there.")]
    [InlineData("We sell apples, etc. They are good.", "We sell apples, etc. |They are good.")]
    [InlineData("Хлеб, соль и т.д. Потом чай.", "Хлеб, соль и т.д. |Потом чай.")]
    [InlineData("I was born in 1999. Now I am old.", "I was born in 1999. |Now I am old.")]
    [InlineData("The answer is 42. Any more?", "The answer is 42. |Any more?")]
    [InlineData("It was I. Nobody else.", "It was I. |Nobody else.")]
    public void Doubtful_ends_are_decided_by_what_follows(string text, string expected) => Joined(text).ShouldBe(expected);

    [Fact]
    public void A_sentence_is_out_as_soon_as_the_space_after_it_is_in()
    {
        var splitter = new SentenceSplitter();

        splitter.Push("Hello there").ShouldBeEmpty();
        splitter.Push(".").ShouldBeEmpty();
        splitter.Push(" ").ShouldBe(["Hello there. "]);
        splitter.Push("Next").ShouldBeEmpty();
        splitter.Flush().ShouldBe("Next");
        splitter.Flush().ShouldBeNull();
    }

    [Fact]
    public void Only_the_first_sentence_is_cut_early_at_a_comma()
    {
        const string text = "Well, that is a rather interesting question, and I would like to think about it for a while, if I may. ";

        Joined(text + text).ShouldBe(text.Replace("question, ", "question, |", StringComparison.Ordinal) + "|" + text);
    }

    [Fact]
    public void A_short_first_sentence_is_not_cut_at_its_comma() => Joined("Yes, of course, gladly.").ShouldBe("Yes, of course, gladly.");

    [Fact]
    public void What_never_ends_is_cut_after_a_word()
    {
        var sentences = Split([string.Concat(Enumerable.Repeat("word ", 200))]);

        sentences.Count.ShouldBeGreaterThan(3);
        sentences.ShouldAllBe(sentence => sentence.StartsWith("word") && sentence.EndsWith(' ') && sentence.Length <= 240);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('\ud83d')]
    [InlineData(' ')]
    [InlineData('.')]
    [InlineData('。')]
    public void What_has_no_words_is_cut_all_the_same(char c)
    {
        var sentences = Split([new string(c, 1000)]);

        string.Concat(sentences).ShouldBe(new string(c, 1000));
        sentences.ShouldAllBe(sentence => sentence.Length <= 241);
    }

    [Fact]
    public void A_new_text_after_the_end_begins_anew()
    {
        var splitter = new SentenceSplitter();
        splitter.Push("Mr.");
        splitter.Flush();

        splitter.Push("Yes. ").ShouldBe(["Yes. "]);
    }

    private static string Joined(string text) => string.Join('|', Split([text]));

    private static List<string> Split(IEnumerable<string> deltas)
    {
        var splitter = new SentenceSplitter();
        List<string> sentences = [.. deltas.SelectMany(splitter.Push)];
        if (splitter.Flush() is { } rest)
            sentences.Add(rest);
        return sentences;
    }

    private static IEnumerable<string> Deltas(string text, int[] sizes)
    {
        for (var (start, turn) = (0, 0); start < text.Length; turn++)
        {
            var size = Math.Min(sizes[turn % sizes.Length], text.Length - start);
            yield return text.Substring(start, size);
            start += size;
        }
    }
}
