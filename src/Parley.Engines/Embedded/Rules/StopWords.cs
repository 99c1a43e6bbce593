namespace Parley.Embedded.Rules;

/// <summary>Words that carry grammar rather than a subject.</summary>
internal static class StopWords
{
    public static readonly HashSet<string> All = [.. Lists.Split(
        """
        a an the this that these those some any no not of in on at to for from by with without and or but if then than as so into onto about up down out off over under near around
        i me my mine myself you your yours yourself he him his she her it its we us our they them their who whom whose which what what's whats when where why how how's hows there here where's who's
        is are was were be been being am i'm i'd i've i'll it's that's there's do does did don't doesn't didn't have has had having can could would will shall should may might must can't won't couldn't cannot
        please just now also too very really let let's lets want wants wanted need needs needed like would'd wanna gonna going go got tell say give know thing things something anything kindly ok okay hey hi hello well um uh er oh yes yeah
        thanks thank much many more most other another each every all both few one ones today tomorrow tonight yesterday o'clock am pm p m s t re ve ll d user users user's help current currently again because
        и а но или да нет не ни же ли бы то что чтобы как так где куда откуда когда кто чей какой какая какое какие какую каком какого сколько почему зачем это этот эта эти этого этой тот та те там тут здесь вот
        в во на к ко с со из от до по за у о об обо про при для без над под через между около
        я мне меня мной мы нам нас ты тебе тебя вы вам вас он его ему она ее ей оно они их им мой моя мое мои моего моей мою моих моим твой твоя ваш ваша ваши наш наша наши свой свою свои себя себе
        быть есть был была было были будет будут можно нужно надо хочу хотел хотела бы хочется могу может можете можешь пожалуйста ну еще уже тоже также очень просто давай давайте скажи скажите расскажи расскажите подскажи подскажите дай дайте
        сегодня завтра послезавтра вчера сейчас теперь потом все всё всех весь если пользователь пользователя пользователю
        """)];

    /// <summary>Prepositions, conjunctions and fillers where a noun phrase ends.</summary>
    public static readonly HashSet<string> Borders = [.. Lists.Split(
        """
        in on at to for from by with without and or but if then about into onto near around saying that that's which who please now until till before after between under named called titled is are was were be can could would via using as because so when where what how regarding today tomorrow tonight also thanks thank
        и а но или если потом затем в во на к ко с со из от до по за у о об обо про для без через что чтобы пожалуйста сейчас сегодня завтра послезавтра тоже также под около
        """)];

    public static readonly HashSet<string> Articles = [.. Lists.Split(
        "a an the my your our his her their its this that these those some any me мой моя мое мои мою моего моей моем свой свою свое мне нам этот эту это")];

    public static readonly HashSet<string> Pronouns = [.. Lists.Split(
        "me you him her it us them this that these those here there myself i he she we they мне меня тебя вас нас его ее их это этого там тут здесь него нее них")];

    public static bool Contains(Word word) => All.Contains(word.Lower);
}

/// <summary>Word lists are written as text, apart from what is done with them.</summary>
internal static class Lists
{
    private static readonly char[] Blank = [' ', '\n', '\r', '\t'];

    public static string[] Split(string text) => text.Split(Blank, StringSplitOptions.RemoveEmptyEntries);

    public static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
