using System.Text.RegularExpressions;

namespace Parley.Embedded.Rules;

/// <summary>Kinds of talk that need no function.</summary>
internal enum Talk
{
    None,
    Greeting,
    HowAreYou,
    Thanks,
    Goodbye,
    Time,
    Date,
    Story,
    Joke,
    Count,
    Spell,
    Repeat,
    ReadBack,
    Who,
    Name,
    Abilities,
    Refusal,
    Consent,
    Opinion,
}

/// <summary>Recognises small talk by its usual phrases.</summary>
internal static partial class SmallTalk
{
    private static readonly string[] Refusals = ["never mind", "nevermind", "forget it", "forget about it", "cancel that", "cancel it", "no thanks", "no thank you", "stop it", "не надо", "не нужно", "отмена", "забудь", "неважно", "не важно"];

    public static bool IsChat(Utterance text) => Of(text) is not Talk.None;

    public static bool Refuses(Utterance text) => text.Count <= 6 && (text.HasAny(Refusals) || (text.Count == 1 && text[0].Lower is "cancel" or "stop" or "nothing" or "отмени"));

    public static Talk Of(Utterance text)
    {
        var said = string.Join(' ', text.Words.Select(w => w.Lower));
        if (said.Length == 0) return Talk.None;
        if (Repeat().IsMatch(said)) return Talk.Repeat;
        if (Spell().IsMatch(said)) return Talk.Spell;
        if (Count().IsMatch(said)) return Talk.Count;
        if (Story().IsMatch(said)) return Talk.Story;
        if (Joke().IsMatch(said)) return Talk.Joke;
        if (ReadBack().IsMatch(said)) return Talk.ReadBack;
        if (Time().IsMatch(said)) return Talk.Time;
        if (Date().IsMatch(said)) return Talk.Date;
        if (NamePattern().IsMatch(said)) return Talk.Name;
        if (Who().IsMatch(said)) return Talk.Who;
        if (Abilities().IsMatch(said)) return Talk.Abilities;
        if (HowAreYou().IsMatch(said)) return Talk.HowAreYou;
        if (Refuses(text)) return Talk.Refusal;
        if (Opinion().IsMatch(said)) return Talk.Opinion;
        if (Thanks().IsMatch(said)) return Talk.Thanks;
        if (Goodbye().IsMatch(said)) return Talk.Goodbye;
        if (Greeting().IsMatch(said)) return Talk.Greeting;
        return Consent().IsMatch(said) ? Talk.Consent : Talk.None;
    }

    [GeneratedRegex(@"^(?:please |can you |could you |пожалуйста )*(?:repeat|say|повтори\w*)(?: after me| за мной| following me)\b|^(?:please )?repeat the (?:words|sentence|phrase)\b|^(?:please )?say the (?:words|sentence|phrase)\b|^скажи\w* (?:слово|слова|фразу)\b|^(?:please |can you |could you )*(?:repeat|say)(?: that| it)?(?: again| once more)?(?: please)?$|^(?:pardon|pardon me|what did you say|come again|sorry what)$|^(?:пожалуйста )?повтори\w*(?: пожалуйста| еще раз| это)*$")]
    private static partial Regex Repeat();

    [GeneratedRegex(@"^(?:please |can you |could you |how do you |пожалуйста )*(?:spell|произнеси\w* по буквам|скажи\w* по буквам|по буквам)\b")]
    private static partial Regex Spell();

    [GeneratedRegex(@"\b(?:count|посчитай\w*|сосчитай\w*|считай\w*)\b.*\b(?:to|down|до|from|от)\b")]
    private static partial Regex Count();

    [GeneratedRegex(@"\b(?:tell|read|give|hear|want|share|расскажи\w*|хочу)\b.*\b(?:story|tale|stories|fairytale|историю|сказку|рассказ|истории)\b|^(?:a |another )?(?:long |short )?story(?: please)?$")]
    private static partial Regex Story();

    [GeneratedRegex(@"\b(?:joke|something funny|шутку|анекдот|пошути)\b")]
    private static partial Regex Joke();

    [GeneratedRegex(@"\b(?:read|repeat|confirm|say|tell)\b.*\b(?:back|again)\b|\b(?:confirm|repeat|read me)\b.*\b(?:number|code|name|date|address|email|phone|time)\b|\b(?:повтори\w*|подтверди\w*|продиктуй\w*)\b.*\b(?:номер|код|имя|дату|адрес|телефон|время)\b")]
    private static partial Regex ReadBack();

    [GeneratedRegex(@"\bwhat(?:'s| is)? (?:the )?(?:current )?time(?: is it)?(?: now| right now| please)?$|\bwhat time is it(?: now| right now)?\b(?! in )|\btell me the time\b|\b(?:который час|сколько времени|сколько сейчас времени|скажи\w* время)\b")]
    private static partial Regex Time();

    [GeneratedRegex(@"\bwhat(?:'s| is)? (?:the )?(?:date|day)(?: is it)?(?: today| now)?$|\bwhat (?:date|day) is (?:it|today)\b|\bwhat(?:'s| is) today(?:'s date)?$|\b(?:какое сегодня число|какой сегодня день|какая сегодня дата|какое число|какой день)\b")]
    private static partial Regex Date();

    [GeneratedRegex(@"\bwhat(?:'s| is) your name\b|\bкак (?:тебя|вас) зовут\b|\bwho am i (?:speaking|talking) (?:to|with)\b")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\b(?:who|what) are you\b|\bare you (?:a |an )?(?:robot|bot|human|person|ai|machine|real|language model)\b|\b(?:tell me|something) about yourself\b|\bintroduce yourself\b|\b(?:кто ты|кто вы|что ты такое|ты робот|вы робот|ты человек|расскажи\w* о себе|представься)\b")]
    private static partial Regex Who();

    [GeneratedRegex(@"\bwhat can you (?:do|help)\b|\bhow can you help\b|\bwhat (?:are you able|do you do)\b|^(?:please )?help(?: me)?$|\b(?:что ты умеешь|что вы умеете|что ты можешь|чем ты можешь помочь|чем вы можете помочь|помощь)\b")]
    private static partial Regex Abilities();

    [GeneratedRegex(@"\bhow (?:are|are you|do) you(?: doing| feeling)?(?: today)?$|\bhow(?:'s| is) it going\b|\bhow have you been\b|\b(?:как дела|как ты|как вы|как поживае\w+|как настроение)\b")]
    private static partial Regex HowAreYou();

    [GeneratedRegex(@"^(?:well |so |and )*(?:do you (?:like|love|think|know|believe|dream|have)|what do you think|what's your favou?rite|what is your favou?rite|i (?:really |just )?(?:like|love|hate|enjoy|prefer|think|feel|am so|was)\b|i'm (?:so |feeling |very )?(?:tired|happy|sad|bored|hungry|fine|good)|ты любишь|тебе нравится|я (?:люблю|думаю|устал\w*)|мне (?:нравится|скучно|грустно)|что ты думаешь)")]
    private static partial Regex Opinion();

    [GeneratedRegex(@"^(?:ok |okay |great |perfect |well |no |yes |oh |that's great |хорошо |отлично |большое |ок )*(?:thanks|thank you|thank you very much|thanks a lot|cheers|спасибо|благодарю)\b(?!.*\b(?:can|could|what|how|where|when|please|is|and|а|что|как|где|можно)\b)")]
    private static partial Regex Thanks();

    [GeneratedRegex(@"^(?:ok |okay |well |alright |thanks |so |ну |ладно |все )*(?:goodbye|good bye|bye|bye bye|see you|see you later|farewell|good night|have a nice day|до свидания|пока|до встречи|всего доброго|прощай\w*|спокойной ночи)(?: \w+){0,3}$")]
    private static partial Regex Goodbye();

    [GeneratedRegex(@"^(?:oh |well |ну )*(?:hello|hi|hey|good morning|good afternoon|good evening|greetings|howdy|hallo|привет|здравствуй|здравствуйте|добрый день|доброе утро|добрый вечер|приветствую)(?: (?:there|hello|hi|again|everyone|you|assistant|how are you|can you hear me|\p{L}+))?$")]
    private static partial Regex Greeting();

    [GeneratedRegex(@"^(?:yes|yeah|yep|ok|okay|sure|right|fine|great|good|perfect|cool|alright|no|nope|nothing|да|нет|хорошо|ладно|ок|отлично|понятно|ясно)(?: (?:yes|ok|okay|please|good|fine|great|no|да|хорошо))*$")]
    private static partial Regex Consent();
}
