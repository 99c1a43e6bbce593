using System.Collections.Frozen;

namespace Parley.Embedded.Voices;

/// <summary>A kind of speaker, in whatever language: a gender, and which one of that gender.</summary>
internal sealed record VoiceCharacter(VoiceGender Gender, int Index)
{
    /// <summary>The one of these speakers who is most like it; a language with fewer speakers gives some of them two names.</summary>
    public EmbeddedVoice Among(EmbeddedVoice[] speakers)
    {
        EmbeddedVoice[] alike = [.. speakers.Where(voice => voice.Gender == Gender)];
        return alike.Length == 0 ? speakers[0] : alike[Index % alike.Length];
    }
}

/// <summary>The voice names that clients are written with (OpenAI, Yandex SpeechKit), as kinds of speakers.</summary>
public static class ClientVoices
{
    /// <summary>The names, in lower case.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        // OpenAI
        "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage", "shimmer", "verse",
        // Yandex SpeechKit
        "alena", "alexander", "amira", "anton", "dasha", "ermil", "filipp", "jane", "john", "julia", "kirill", "lea", "lera", "lola", "madi",
        "madi_ru", "madirus", "marina", "masha", "naomi", "nigora", "omazh", "saule", "saule_ru", "yulduz", "yulduz_ru", "zahar", "zamira",
        "zamira_ru", "zhanar", "zhanar_ru",
    ];

    internal static FrozenDictionary<string, VoiceCharacter> Characters { get; } =
        Names.Append("male").Append("female").ToFrozenDictionary(name => name, CharacterOf, StringComparer.OrdinalIgnoreCase);

    private static VoiceCharacter CharacterOf(string name) => name switch
    {
        "ash" or "alexander" or "filipp" or "john" or "madi" or "madi_ru" or "madirus" or "male" => new(VoiceGender.Male, 0),
        "ballad" or "fable" or "verse" or "ermil" or "kirill" => new(VoiceGender.Male, 1),
        "cedar" or "onyx" or "anton" or "zahar" => new(VoiceGender.Male, 2),
        "echo" => new(VoiceGender.Male, 3),
        "coral" or "nova" or "shimmer" or "dasha" or "jane" or "lera" or "lola" or "saule" or "saule_ru" or "zamira" or "zamira_ru" => new(VoiceGender.Female, 1),
        "sage" or "julia" or "omazh" or "nigora" or "zhanar" or "zhanar_ru" => new(VoiceGender.Female, 2),
        _ => new(VoiceGender.Female, 0),
    };
}
