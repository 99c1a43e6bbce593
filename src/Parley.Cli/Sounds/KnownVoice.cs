using Parley.Embedded.Voices;

namespace Parley.Sounds;

/// <summary>Whether the embedded engines know a voice by its name; a name they do not know gets a default.</summary>
internal static class KnownVoice
{
    public static bool Is(string voice) => EmbeddedVoices.Find(voice) is not null || ClientVoices.Names.Contains(voice, StringComparer.OrdinalIgnoreCase);
}
