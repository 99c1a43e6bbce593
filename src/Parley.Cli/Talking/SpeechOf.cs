using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Talking;

/// <summary>How the servers of a dialect answer where nobody asks for anything else.</summary>
internal static class SpeechOf
{
    private const int YandexRate = 44100;

    public static IReadOnlyList<Modality> Modalities(DialectName dialect) => dialect == DialectName.Yandex ? [Modality.Text, Modality.Audio] : [Modality.Audio];

    public static AudioFormat Answers(DialectName dialect) => dialect == DialectName.Yandex ? AudioFormat.Pcm24000 with { Rate = YandexRate } : AudioFormat.Pcm24000;
}
