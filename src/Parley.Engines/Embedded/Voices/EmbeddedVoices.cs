namespace Parley.Embedded.Voices;

/// <summary>The embedded voices, and which of them answers to a name. No name is ever refused.</summary>
public static class EmbeddedVoices
{
    private const string Flite = "flite";
    private const string Espeak = "espeak-ng";

    private static readonly (string Language, string Name)[] Languages =
    [
        ("ru", "Russian"), ("uk", "Ukrainian"), ("kk", "Kazakh"), ("de", "German"), ("fr", "French"), ("es", "Spanish"), ("it", "Italian"),
        ("pt", "Portuguese"), ("nl", "Dutch"), ("pl", "Polish"), ("cs", "Czech"), ("sv", "Swedish"), ("fi", "Finnish"), ("tr", "Turkish"),
        ("uz", "Uzbek"), ("he", "Hebrew"), ("ar", "Arabic"), ("hi", "Hindi"), ("zh", "Mandarin"), ("ja", "Japanese"), ("ko", "Korean"),
    ];

    /// <summary>All of them, English first; a language's first is its default.</summary>
    public static IReadOnlyList<EmbeddedVoice> All { get; } =
    [
        new("slt", "en", VoiceGender.Female, Flite, "US English, clear; the default"),
        new("slt-bright", "en", VoiceGender.Female, Flite, "US English, younger and higher"),
        new("slt-warm", "en", VoiceGender.Female, Flite, "US English, older and lower"),
        new("rms", "en", VoiceGender.Male, Flite, "US English, clear"),
        new("awb", "en", VoiceGender.Male, Flite, "Scottish English"),
        new("rms-deep", "en", VoiceGender.Male, Flite, "US English, deep"),
        new("kal16", "en", VoiceGender.Male, Flite, "US English, plainly a machine; the cheapest"),
        .. Languages.SelectMany(language => SpokenByEspeak(language.Language, language.Name)),
    ];

    /// <summary>The voice of exactly this name, in whatever case; null if it is a client's (<see cref="ClientVoices"/>), or nobody's.</summary>
    public static EmbeddedVoice? Find(string? name) => All.FirstOrDefault(voice => string.Equals(voice.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The voice that speaks a language under a name: its own, a client's (<see cref="ClientVoices"/>), or any other.</summary>
    /// <param name="name">As the client said it; case does not matter. Null, or a name nobody knows: the language's default.</param>
    /// <param name="language">BCP 47, as <c>ru-RU</c>. A language without a voice here is spoken by espeak-ng, if that has it.</param>
    public static EmbeddedVoice Resolve(string? name, string language) => Resolve(name, language, flite: true);

    /// <summary>The same on a machine that may lack flite: espeak-ng then speaks English too.</summary>
    internal static EmbeddedVoice Resolve(string? name, string language, bool flite)
    {
        var wanted = language.Split('-')[0].ToLowerInvariant();
        EmbeddedVoice[] speakers = [.. All.Where(voice => voice.Language == wanted && (flite || voice.Engine != Flite))];
        if (speakers.Length == 0)
            speakers = [.. SpokenByEspeak(wanted, wanted == "en" ? "English" : wanted)];
        return speakers.FirstOrDefault(voice => string.Equals(voice.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? (Character(name) is { } character ? character.Among(speakers) : speakers[0]);
    }

    // An embedded voice asked to speak another language keeps its character there.
    private static VoiceCharacter? Character(string? name)
    {
        if (name is null)
            return null;
        if (ClientVoices.Characters.TryGetValue(name.Trim(), out var known))
            return known;
        return Find(name) is { } other
            ? new(other.Gender, All.Where(voice => voice.Language == other.Language && voice.Gender == other.Gender).ToList().IndexOf(other))
            : null;
    }

    private static EmbeddedVoice[] SpokenByEspeak(string language, string name) =>
    [
        new($"{language}-female", language, VoiceGender.Female, Espeak, $"{name}; the default") { EngineVoice = "f3" },
        new($"{language}-male", language, VoiceGender.Male, Espeak, name) { EngineVoice = "m3" },
        new($"{language}-female-2", language, VoiceGender.Female, Espeak, $"{name}, another speaker") { EngineVoice = "f4" },
        new($"{language}-male-2", language, VoiceGender.Male, Espeak, $"{name}, another speaker") { EngineVoice = "m7" },
    ];
}
