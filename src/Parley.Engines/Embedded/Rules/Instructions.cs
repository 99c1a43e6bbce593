using System.Text.RegularExpressions;

namespace Parley.Embedded.Rules;

/// <summary>What a rule-based mind understands of its instructions: routes, manner, name, greeting, facts, and what to say at once.</summary>
internal sealed partial class Instructions
{
    private readonly IReadOnlyList<string> _sentences;

    public Instructions(string text, IReadOnlyList<string> toolNames)
    {
        Text = text;
        _sentences = Sentences.Of(text);
        Topics = Routing.Topics(text, toolNames);
        Brief = BriefPattern().IsMatch(text);
        Name = NamePattern().Match(text) is { Success: true } name ? name.Groups["name"].Value : null;
        Greeting = GreetingPattern().Match(text) is { Success: true } greeting ? greeting.Groups["text"].Value.Trim() : null;
        Exactly = ExactPattern().Match(text) is { Success: true } exact ? exact.Groups["text"].Value.Trim() : null;
        ReadsBack = ReadBackPattern().IsMatch(text);
        Tongue = RussianPattern().IsMatch(text) ? Rules.Tongue.Russian : EnglishPattern().IsMatch(text) ? Rules.Tongue.English : null;
        Sayings = [.. _sentences.Select(s => ConditionPattern().Match(s)).Where(m => m.Success).Select(m => (m.Groups["when"].Value, Imperatives.Turned(m.Groups["say"].Value.Trim('"', ' ', '“', '”', '«', '»'))))];
        Facts = [.. _sentences.Where(s => !Routing.IsRoute(s, toolNames) && !Directive().IsMatch(s) && !OnlyWhen().IsMatch(s) && Imperatives.Of(s) is null)];
    }

    public string Text { get; }

    public IReadOnlyDictionary<string, List<string>> Topics { get; }

    public bool Brief { get; }

    public string? Name { get; }

    public string? Greeting { get; }

    /// <summary>The words that the answer must be, whatever was asked.</summary>
    public string? Exactly { get; }

    public bool ReadsBack { get; }

    /// <summary>The language that the answer must be in, if the instructions say.</summary>
    public Tongue? Tongue { get; }

    /// <summary>Sentences that state something rather than demand it.</summary>
    public IReadOnlyList<string> Facts { get; }

    /// <summary>"If asked about X, say Y".</summary>
    public IReadOnlyList<(string When, string Say)> Sayings { get; }

    /// <summary>What the instructions demand to be said when nobody asked anything; null if nothing.</summary>
    public string? Opening(Func<string, string?> perform)
    {
        if (Exactly is not null) return Exactly;
        var said = _sentences.Where(s => !OnlyWhen().IsMatch(s)).Select(s => Imperatives.Of(s) is { } demand ? perform(demand) : null).OfType<string>().ToList();
        return said.Count > 0 ? string.Join(' ', said.Distinct(StringComparer.Ordinal)) : Greeting;
    }

    [GeneratedRegex(@"\b(?:be|keep \w+|stay|answer|reply|respond|speak)\s+(?:\w+\s+){0,3}?(?:brief|briefly|short|concise|concisely|terse)\b|\bone (?:short )?sentence\b|\bshort (?:answers|replies|sentences)\b|\bкратко|\bкоротко|\bодним предложением|\bкраток", RegexOptions.IgnoreCase)]
    private static partial Regex BriefPattern();

    [GeneratedRegex(@"(?:\b[Yy]ou are(?: called| named)?|\b[Yy]our name is|\b[Yy]ou're|\b[Aa]ct as|\b[Ii]ntroduce yourself as|\bТы\s*[—–-]|\b[Тт]ебя зовут|\bВас зовут|\bТвоё имя\s*[—–-]?|\bТвое имя\s*[—–-]?|\b[Nn]amed)\s+(?<name>(?!Artificial|AI\b|An?\b|The\b)\p{Lu}[\p{L}-]*\b(?!')(?:\s\p{Lu}[\p{L}-]*\b(?!'))?)", RegexOptions.ExplicitCapture)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"(?:\b(?:greet|welcome|answer)\b[^.""“«\n]{0,40}?\b(?:with|by saying|saying)|\b(?:start|begin|open)\b[^.""“«\n]{0,40}?\b(?:with|by saying|saying)|\b(?:поприветствуй|приветствуй|начни|начинай|здоровайся)\w*[^.""«\n]{0,40}?(?:словами|фразой|\sс|:))[:\s]+[""“«'](?<text>[^""”»]+?)[""”»']", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex GreetingPattern();

    [GeneratedRegex(@"\b(?:say exactly|say only|only say|just say|repeat exactly|respond with|reply with|answer with|always say|respond only with|reply only with|say the words?|скажи ровно|скажи только|ответь только|ответь ровно|ответь|повтори дословно)\b[^""“«'\n]{0,30}?[:\s]+(?:[""“«'](?<text>[^""”»\n]+?)[""”»']|(?<=[:]\s*)(?<text>[^""“«\n]+)|(?:the\s+)?(?:single\s+|exact\s+|one\s+)?(?:word|words|phrase|слово|словом)\s+(?<text>\p{L}+))", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex ExactPattern();

    [GeneratedRegex(@"\bread\b[^.\n]{0,40}\bback\b|\brepeat\b[^.\n]{0,40}\b(?:number|code|order|back)|\bconfirm\b[^.\n]{0,40}\b(?:number|code|digits?)|digit by digit|повтор\w+[^.\n]{0,40}(?:номер|код|цифр)|по цифрам|подтвер\w+[^.\n]{0,40}номер", RegexOptions.IgnoreCase)]
    private static partial Regex ReadBackPattern();

    [GeneratedRegex(@"\b(?:answer|speak|reply|respond|talk)\b[^.\n]{0,30}\bin russian|\bspeak russian|по-русски|на русском", RegexOptions.IgnoreCase)]
    private static partial Regex RussianPattern();

    [GeneratedRegex(@"\b(?:answer|speak|reply|respond|talk)\b[^.\n]{0,30}\bin english|\bspeak english|по-английски|на английском", RegexOptions.IgnoreCase)]
    private static partial Regex EnglishPattern();

    [GeneratedRegex(@"^\s*(?:if|when|whenever|если|когда)\s+(?<when>[^,\n]+?),?\s+(?:then\s+|то\s+)?(?:say|tell (?:them|him|her|the \w+)|answer|reply|respond|explain|скажи\w*|ответь\w*|отвечай\w*)(?:,?\s+(?:that|with|что))?:?\s+(?<say>.+)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex ConditionPattern();

    // sentences addressed to the speaker: manner and duty, no facts
    [GeneratedRegex(@"^\s*(?:you are (?:a|an|the|called|named)\b|you're (?:a|an|the)\b|your (?:name|task|job|role|goal)\b|always\b|never\b|do not\b|don't\b|please\b|be\b|keep\b|speak\b|talk\b|answer\b|respond\b|reply\b|use\b|call\b|act\b|when (?:asked|the user|a user|someone)\b|if (?:asked|the user|a user|someone|you)\b|you (?:must|should|can|may|will|help)\b|ты\b|вы\b|тебя зовут|всегда\b|никогда\b|не\b|отвечай|говори|используй|если\b|когда\b|будь\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Directive();

    [GeneratedRegex(@"^\s*(?:if|when|whenever|once|after|before|если|когда|после)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OnlyWhen();
}
