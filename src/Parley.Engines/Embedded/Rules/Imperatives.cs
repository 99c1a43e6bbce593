using System.Text.RegularExpressions;

namespace Parley.Embedded.Rules;

/// <summary>Simple demands in instructions: say, tell, greet, ask, thank, wish, count, introduce.</summary>
internal static partial class Imperatives
{
    /// <summary>The demand of a sentence without its courtesies; null when it demands nothing to be said.</summary>
    public static string? Of(string sentence) =>
        Verb().Match(sentence) is { Success: true } match ? sentence[match.Groups["verb"].Index..].Trim() : null;

    /// <summary>The parts of a demand: "say hello and ask how you can help" has two.</summary>
    public static IReadOnlyList<string> Parts(string demand) => [.. Border().Split(demand).Select(p => p.Trim().TrimEnd('.', '!', ',')).Where(p => p.Length > 0)];

    /// <summary>What is to be said for one part; null for what needs more than words (a story, counting).</summary>
    public static string? Say(string part, Tongue tongue, Func<string> greeting, Func<string> introduction)
    {
        var russian = tongue == Tongue.Russian;
        if (Quoted().Match(part) is { Success: true } quote && !part.StartsWith("if", StringComparison.OrdinalIgnoreCase)) return Listing.Sentence(quote.Groups["text"].Value);
        if (HelloPattern().IsMatch(part)) return greeting();
        if (HelpPattern().IsMatch(part)) return russian ? "Чем я могу помочь?" : "How can I help you?";
        if (IntroducePattern().IsMatch(part)) return introduction();
        if (ByePattern().IsMatch(part)) return russian ? "До свидания!" : "Goodbye!";
        if (Match(ThankPattern(), part) is { } reason) return russian ? Listing.Sentence($"Спасибо {reason}".Trim()) : Listing.Sentence($"Thank you {Turned(reason)}".Trim());
        if (Match(WelcomePattern(), part) is { } place) return russian ? $"Добро пожаловать {place}!" : $"Welcome {place}!";
        if (Match(WishPattern(), part) is { } wish) return russian ? $"Желаю вам {wish}!" : $"Have {wish}!";
        if (Match(ApologyPattern(), part) is { } regret) return russian ? Listing.Sentence($"Прошу прощения {regret}".Trim()) : Listing.Sentence($"I am sorry {Turned(regret)}".Trim());
        if (Match(NamePattern(), part) is not null) return russian ? "Как вас зовут?" : "What is your name?";
        if (Match(AskPattern(), part) is { } question) return Ask(question.Trim(), russian);
        if (Match(SayPattern(), part) is { } said && said.Length > 0) return Listing.Sentence(russian ? said : IndirectPattern().IsMatch(part) ? Indirect(said) : said);
        return null;
    }

    private static string Ask(string question, bool russian)
    {
        if (question.Length == 0) return russian ? "Чем я могу помочь?" : "How can I help you?";
        if (russian) return $"Скажите, пожалуйста, {question}?";
        if (question.StartsWith("for ", StringComparison.OrdinalIgnoreCase)) return $"Could you please tell me {Turned(question[4..])}?";
        return ClausePattern().IsMatch(question) ? $"May I ask {Turned(question)}?" : $"May I ask about {Turned(question)}?";
    }

    // "tell them you can help" → "I can help"; what follows a plain "say" is said as it stands
    private static string Indirect(string said) => Turned(SelfPattern().Replace(said, "I"));

    /// <summary>Turns a report into speech: "their order is ready" is "your order is ready".</summary>
    public static string Turned(string text) => Person().Replace(text, m => m.Value.ToLowerInvariant() switch
    {
        "their" or "his" or "her" or "the user's" => "your",
        "they are" => "you are",
        "they have" => "you have",
        "your" => "my",
        "you are" => "I am",
        _ => "you",
    });

    private static string? Match(Regex pattern, string part) => pattern.Match(part) is { Success: true } match ? match.Groups["rest"].Value.Trim() : null;

    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"^\s*(?:(?:please|now|first|then|start by|begin by|and|пожалуйста|сначала|потом|теперь)\s*,?\s*)*(?<verb>(?:say|saying|read|repeat|tell|telling|greet|greeting|welcome|ask|asking|wish|thank|introduce|apologi[sz]e|count|introducing|announce|inform|remind|скажи|скажите|поприветствуй\w*|поздоровайся|поздоровайтесь|спроси\w*|пожелай\w*|поблагодари\w*|представься|представьтесь|извинись|попрощайся|расскажи\w*|сообщи\w*|посчитай\w*)\b.*)$", Loose | RegexOptions.Singleline)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\s*(?:,\s*|\s)(?:and then|and|then|и затем|а затем|и|потом)\s+(?=(?:say|tell|greet|ask|wish|thank|introduce|welcome|apologi[sz]e|count|скажи|спроси|поздоровайся|пожелай|поблагодари|представься|предложи|расскажи|посчитай)\w*\b)|(?<=\.)\s+", Loose)]
    private static partial Regex Border();

    [GeneratedRegex(@"[""“«](?<text>[^""”»]+)[""”»]|:\s*'?(?<text>[^'""]+)'?$|(?:^|\s)'(?<text>[^']+)'", Loose)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(?:say (?:hello|hi|good (?:morning|day|evening))|greet|поздоровай|поприветствуй|скажи\w* (?:привет|здравствуй))", Loose)]
    private static partial Regex HelloPattern();

    [GeneratedRegex(@"^(?:ask|offer|спроси|предложи)\w*\b.*\b(?:help|assist|do for (?:them|the user)|помочь|помощь|полезн)", Loose)]
    private static partial Regex HelpPattern();

    [GeneratedRegex(@"^(?:introduc\w+ yourself|tell .*\bwho you are|представ)", Loose)]
    private static partial Regex IntroducePattern();

    [GeneratedRegex(@"^(?:say (?:goodbye|bye)|попрощай|скажи\w* до свидания)", Loose)]
    private static partial Regex ByePattern();

    [GeneratedRegex(@"^(?:thank|поблагодари\w*)\s*(?:the user|the caller|the customer|them|user|пользователя|клиента)?\s*(?<rest>.*)$", Loose)]
    private static partial Regex ThankPattern();

    [GeneratedRegex(@"^welcome\s*(?:the user|the caller|the customer|them)?\s*(?<rest>to .*)$", Loose)]
    private static partial Regex WelcomePattern();

    [GeneratedRegex(@"^(?:wish|пожелай\w*)\s*(?:the user|the caller|the customer|them|пользователю|клиенту)?\s*(?<rest>.+)$", Loose)]
    private static partial Regex WishPattern();

    [GeneratedRegex(@"^(?:apologi[sz]e|извинись)\s*(?:to the user|to them|перед пользователем)?\s*(?<rest>.*)$", Loose)]
    private static partial Regex ApologyPattern();

    [GeneratedRegex(@"^(?:ask|спроси\w*)\b.{0,30}(?:\btheir name\b|\bher name\b|\bhis name\b|what (?:their|his|her) name is|как (?:его|её|ее|их) зовут|\bимя)", Loose)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^(?:ask|asking|спроси\w*)\b\s*(?:the user|the caller|the customer|them|user|у пользователя|пользователя|у клиента)?\s*,?\s*(?<rest>.*)$", Loose)]
    private static partial Regex AskPattern();

    [GeneratedRegex(@"^(?:say|saying|tell|telling|inform|remind|announce|скажи\w*|сообщи\w*)\b\s*(?:to )?(?:the user|the caller|the customer|them|user|пользователю|клиенту)?\s*,?\s*(?:that|что)?\s*(?<rest>.*)$", Loose)]
    private static partial Regex SayPattern();

    [GeneratedRegex(@"^(?:tell|telling|inform|remind|announce)\b|^say\w* that\b", Loose)]
    private static partial Regex IndirectPattern();

    [GeneratedRegex(@"(?<!\b(?:thank|to|for|with|help) )\byou\b(?! are)", Loose)]
    private static partial Regex SelfPattern();

    [GeneratedRegex(@"^(?:what|which|who|whom|where|when|why|how|if|whether)\b", Loose)]
    private static partial Regex ClausePattern();

    [GeneratedRegex(@"\b(?:the user's|their|his|her|they are|they have|they|them|the user|the caller|the customer|your|you are)\b", Loose)]
    private static partial Regex Person();
}
