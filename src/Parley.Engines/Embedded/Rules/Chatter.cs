namespace Parley.Embedded.Rules;

/// <summary>Answers what needs no function: greetings, the clock, stories, questions about the instructions, and what it cannot do.</summary>
internal sealed class Chatter(Dialogue dialogue, Instructions instructions, IReadOnlyList<ToolSheet> tools, Tongue tongue, DateTime now)
{
    private static readonly string[] RepeatLeads = ["after me", "following me", "за мной", "the words", "the sentence", "the phrase", "слова", "слово", "фразу"];

    private bool Russian => tongue == Tongue.Russian;

    /// <summary>Answers the user's words; where it cannot, it says so.</summary>
    public string Answer(string said) => Known(said) ?? Lost();

    /// <summary>Answers the user's words, if it can.</summary>
    public string? Known(string said)
    {
        if (instructions.Exactly is { } exactly) return exactly;
        var text = Utterance.Of(said);
        if (Reading.Answer(said, [.. instructions.Sayings.Select(s => s.When)]) is [var asked]) return Listing.Sentence(instructions.Sayings.First(s => s.When == asked).Say);
        if (Talk(text) is { } talk) return talk;
        if (Reading.Answer(said, instructions.Facts) is [var fact]) return Listing.Sentence(Owned(fact));
        if (instructions.ReadsBack && ReadBack.Code(text, tongue) is { } code) return code;
        return Remembered(text);
    }

    /// <summary>Speaks without being asked: what the instructions demand, or a greeting.</summary>
    public string Open() => instructions.Opening(Perform)
        ?? (dialogue.Turns.Any(t => t.User.Length > 0) ? Russian ? "Могу ли я ещё чем-нибудь помочь?" : "Is there anything else I can help you with?"
            : $"{Greeting()} {(Russian ? "Чем я могу помочь?" : "How can I help you?")}");

    public string Inaudible() => Russian ? "Простите, я вас не расслышал. Повторите, пожалуйста." : "I'm sorry, I could not hear you. Could you please say that again?";

    public string Dropped() => Russian ? "Хорошо, отменяю." : "All right, never mind.";

    private string Greeting() => Russian ? "Здравствуйте!" : "Hello!";

    private string? Talk(Utterance text) => SmallTalk.Of(text) switch
    {
        Rules.Talk.Greeting => instructions.Greeting ?? $"{Greeting()} {(instructions.Name is { } name ? (Russian ? $"Меня зовут {name}. " : $"I am {name}. ") : "")}{(Russian ? "Чем я могу помочь?" : "How can I help you?")}",
        Rules.Talk.HowAreYou => Russian ? "Спасибо, хорошо. Чем я могу помочь?" : "I am fine, thank you. How can I help you?",
        Rules.Talk.Thanks => Russian ? "Пожалуйста!" : "You are welcome!",
        Rules.Talk.Goodbye => Russian ? "До свидания!" : "Goodbye! Have a nice day.",
        Rules.Talk.Time => Clock.Time(now, tongue),
        Rules.Talk.Date => Clock.Today(now, tongue),
        Rules.Talk.Story => Stories.Tell(text, tongue),
        Rules.Talk.Joke => Stories.Joke(tongue),
        Rules.Talk.Count => Counting.Count(text),
        Rules.Talk.Spell => Counting.Spell(text, tongue),
        Rules.Talk.Repeat => Repeat(text),
        Rules.Talk.ReadBack => ReadBack.Of(text, dialogue.Turns, tongue, now) ?? (Reading.Answer(text.Text, instructions.Facts) is [var fact] ? Listing.Sentence(Owned(fact)) : Again()),
        Rules.Talk.Name => instructions.Name is { } called ? (Russian ? $"Меня зовут {called}." : $"My name is {called}.") : Introduction.WhoIAm(tongue, null),
        Rules.Talk.Who => Introduction.Of(tongue, instructions.Name, tools),
        Rules.Talk.Abilities => $"{Introduction.WhatICan(tongue, tools)} {(Russian ? "Что вы хотите?" : "What would you like?")}",
        Rules.Talk.Refusal => Russian ? "Хорошо." : "All right.",
        Rules.Talk.Consent => Russian ? "Хорошо. Что-нибудь ещё?" : "All right. Is there anything else?",
        _ => null,
    };

    // repeats the user's words where there are any, else its own last answer
    private string Repeat(Utterance text)
    {
        var at = RepeatLeads.Select(lead => text.IndexOf(lead) is >= 0 and var i ? i + lead.Count(c => c == ' ') + 1 : -1).Max();
        if (at < 0 || at >= text.Count) return Again();
        return ReadBack.Of(text, dialogue.Turns, tongue, now) is { } back && text.LowerAt(at) is "the" or "my" or "номер" ? back : Listing.Sentence(text.Slice(at, text.Count - 1));
    }

    private string Again() => dialogue.Turns.Select(t => t.Assistant).LastOrDefault(a => a.Length > 0) ?? Lost();

    // "my name is …" said before answers "what is my name"
    private string? Remembered(Utterance text)
    {
        if (!text.HasAny(["my", "мой", "моя", "мое", "меня"])) return null;
        return ReadBack.Of(text, dialogue.Turns, tongue, now);
    }

    private string Lost()
    {
        var sorry = Russian ? "Этого я не понимаю." : "I did not understand that.";
        return $"{sorry} {Introduction.WhoIAm(tongue, instructions.Name)} {Introduction.WhatICan(tongue, tools)}";
    }

    private string? Perform(string demand)
    {
        var said = Imperatives.Parts(demand).Select(Part).OfType<string>().ToList();
        return said.Count == 0 ? null : string.Join(' ', said);
    }

    private string? Part(string part)
    {
        var text = Utterance.Of(part);
        var talk = SmallTalk.Of(text);
        if (talk is Rules.Talk.Story or Rules.Talk.Joke or Rules.Talk.Count or Rules.Talk.Time or Rules.Talk.Date) return Talk(text);
        return Imperatives.Say(part, tongue, () => instructions.Greeting ?? Greeting(), () => Introduction.Of(tongue, instructions.Name, tools));
    }

    // instructions speak to us: "your shop is open" is "our shop is open" when we say it
    private static string Owned(string fact) => string.Join(' ', fact.Split(' ').Select(w => w switch
    {
        "You" => "We",
        "you" => "we",
        "Your" => "Our",
        "your" => "our",
        _ => w,
    }));
}
