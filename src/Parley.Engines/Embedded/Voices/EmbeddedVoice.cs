namespace Parley.Embedded.Voices;

/// <summary>What a voice sounds like.</summary>
public enum VoiceGender
{
    Female,
    Male,
}

/// <summary>A voice that needs no model.</summary>
/// <param name="Name">What a client may ask for; so may it for the names in <see cref="ClientVoices"/>.</param>
/// <param name="Language">Two letters: <c>en</c>, <c>ru</c>.</param>
/// <param name="Gender">What it sounds like.</param>
/// <param name="Engine"><c>flite</c> or <c>espeak-ng</c>.</param>
/// <param name="Description">One line for a person.</param>
public sealed record EmbeddedVoice(string Name, string Language, VoiceGender Gender, string Engine, string Description)
{
    /// <summary>What the engine itself calls it.</summary>
    internal string EngineVoice { get; init; } = Name;
}
