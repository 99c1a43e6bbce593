using System.Collections.Frozen;

namespace Parley.Listening;

/// <summary>What the words of a language say about whether somebody who falls silent has finished.</summary>
/// <remarks>A phrase stands where its last words do; only answers and questions are looked at from the front.</remarks>
internal sealed record TurnWords
{
    /// <summary>Sounds of somebody who is still thinking, as <see cref="SemanticTurnJudge"/> squeezes them.</summary>
    public required FrozenSet<string> Fillers { get; init; }

    /// <summary>No sentence ends on these.</summary>
    public required FrozenSet<string> Binding { get; init; }

    /// <summary>Only a question ends on these: "who is it for".</summary>
    public required FrozenSet<string> Reaching { get; init; }

    /// <summary>As good an end as a middle: "turn it on", "on Friday".</summary>
    public required FrozenSet<string> Particles { get; init; }

    /// <summary>Words that are all there is to say.</summary>
    public required FrozenSet<string> Answers { get; init; }

    /// <summary>After these nothing follows.</summary>
    public required FrozenSet<string> Closings { get; init; }

    /// <summary>Words that ask, by themselves too.</summary>
    public required FrozenSet<string> Questions { get; init; }

    /// <summary>Other words that a question begins with.</summary>
    public required FrozenSet<string> Inversions { get; init; }

    /// <summary>A number of many digits follows.</summary>
    public required FrozenSet<string> Announcements { get; init; }

    /// <summary>Number words, each with the digits that it stands for: five 1, fifty 2.</summary>
    public required FrozenDictionary<string, int> Numbers { get; init; }

    /// <summary>Words of the shortest question that can be complete.</summary>
    public required int ShortestQuestion { get; init; }

    /// <summary>Words of the shortest sentence that can be complete; languages with articles need more.</summary>
    public required int ShortestSentence { get; init; }

    private static readonly TurnWords English = new()
    {
        Fillers = Set("um, uh, er, erm, hm, m, eh, ah, i mean, you know"),
        Binding = Set("""
            and, or, but, because, cause, if, unless, until, although, though, whether, while, than, such as, so that, the, a, an, my, your,
            our, their, its, his, of, into, onto, per, every, very, quite, some, any, another, i, we, i'm, i'd, i'll, i've, we're, we'd,
            we'll, you're, they're, it's, that's, there's, what's, where's, let's, i'd like, would like, double, triple, plus
            """),
        Reaching = Set("to, for, from, with, without, at, by, about, between, during, under, near, as, like, so, is, are, am, was, were, want, need, have, has, had, get, give"),
        Particles = Set("on, in, off, up, down, over, out, back, through, around"),
        Answers = Set("""
            yes, yeah, yep, yup, no, nope, ok, okay, sure, right, correct, exactly, stop, cancel, help, hello, hi, great, perfect, good,
            fine, repeat, continue, next, mm-hmm, uh-huh, mhm
            """),
        Closings = Set("""
            please, thanks, thank you, that's all, that is all, that's it, never mind, goodbye, bye, of course, go ahead, i think so,
            i hope so, it is, i am, we are, they are
            """),
        Questions = Set("what, who, whom, whose, where, when, why, how, which"),
        Inversions = Set("""
            can, could, would, will, shall, should, may, do, does, did, is, are, am, was, were, have, has, can't, couldn't, won't, don't,
            doesn't, isn't, aren't
            """),
        Announcements = Set("phone, telephone, mobile, card"),
        Numbers = Digits(
            "zero, oh, one, two, three, four, five, six, seven, eight, nine",
            "ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety",
            ""),
        ShortestQuestion = 3,
        ShortestSentence = 4,
    };

    private static readonly TurnWords Russian = new()
    {
        Fillers = Set("э, эм, м, хм, ну, типа, короче, значит, вот, как бы, так сказать, это самое"),
        Binding = Set("""
            и, а, но, или, либо, чтобы, если, потому, потому что, поэтому, так что, так как, хотя, который, которая, которое, которые, которую,
            в, во, на, с, со, к, ко, по, от, до, из, у, за, для, о, об, при, без, через, под, над, про, между, около, перед, бы, очень,
            самый, самая, самое, не, ни, мой, моя, мою, наш, наша, нашу, этот, эту, плюс
            """),
        Reaching = Set("хочу, хотим, хотел, хотела, нужен, нужна, нужны, могу, можем"),
        Particles = Set("что, как, когда, где, то, после"),
        Answers = Set("""
            да, нет, ага, угу, хорошо, ладно, конечно, стоп, отмена, привет, здравствуйте, алло, верно, правильно, точно, понятно, ясно,
            окей, ок, дальше, повтори, повторите
            """),
        Closings = Set("пожалуйста, спасибо, до свидания, это все, хватит, пока, не надо, не нужно, не хочу, не могу, не знаю"),
        Questions = Set("что, кто, кого, кому, чей, где, куда, откуда, когда, почему, зачем, как, какой, какая, какое, какие, какую, сколько, который"),
        Inversions = Set("можно, можешь, можете, есть, разве, неужели"),
        Announcements = Set("телефон, телефона, мобильный, карты"),
        Numbers = Digits(
            "ноль, нуль, один, одна, два, две, три, четыре, пять, шесть, семь, восемь, девять",
            """
            десять, одиннадцать, двенадцать, тринадцать, четырнадцать, пятнадцать, шестнадцать, семнадцать, восемнадцать, девятнадцать,
            двадцать, тридцать, сорок, пятьдесят, шестьдесят, семьдесят, восемьдесят, девяносто
            """,
            "сто, двести, триста, четыреста, пятьсот, шестьсот, семьсот, восемьсот, девятьсот"),
        ShortestQuestion = 2,
        ShortestSentence = 3,
    };

    /// <summary>The table of the language that a word is of, by its letters: English unless they are Cyrillic.</summary>
    public static TurnWords Of(string word) => word.Any(letter => letter is >= 'а' and <= 'я') ? Russian : English;

    private static FrozenSet<string> Set(string list) => Items(list).ToFrozenSet();

    private static FrozenDictionary<string, int> Digits(params string[] lists) =>
        lists.SelectMany((list, i) => Items(list).Select(word => (word, digits: i + 1))).ToFrozenDictionary(entry => entry.word, entry => entry.digits);

    private static string[] Items(string list) => list.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
