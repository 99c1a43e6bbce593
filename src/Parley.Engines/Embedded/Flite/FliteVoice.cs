namespace Parley.Embedded.Flite;

/// <summary>A speaker: one of flite's recorded voices, as it is or made into another person.</summary>
/// <param name="Id">What <c>TextToSpeechOptions.VoiceId</c> says.</param>
/// <param name="Recording">The recorded voice it is made of: <c>slt</c>, <c>rms</c>, <c>awb</c> or <c>kal16</c>.</param>
/// <param name="Pitch">Factor on the fundamental frequency of the recording.</param>
/// <param name="Formants">Factor on the resonances: above 1 a shorter vocal tract (a smaller person), below 1 a longer one.</param>
/// <param name="Gain">Factor on the samples that makes all speakers equally loud (about −21 dBFS while speaking).</param>
internal sealed record FliteVoice(string Id, string Recording, double Pitch = 1, double Formants = 1, double Gain = 1)
{
    public static FliteVoice Default => All[0];

    public static IReadOnlyList<FliteVoice> All { get; } =
    [
        new("slt", "slt", Gain: 0.55),
        new("slt-bright", "slt", Pitch: 1.22, Formants: 1.12, Gain: 0.48),
        new("slt-warm", "slt", Pitch: 0.88, Formants: 0.93, Gain: 0.62),
        new("rms", "rms"),
        new("awb", "awb", Gain: 0.88),
        new("rms-deep", "rms", Pitch: 0.82, Formants: 0.90),
        new("kal16", "kal16", Gain: 2.2),
    ];

    /// <summary>The voice of that name, whatever its case; the default one for a name that is none.</summary>
    public static FliteVoice Named(string? id) =>
        All.FirstOrDefault(voice => string.Equals(voice.Id, id, StringComparison.OrdinalIgnoreCase)) ?? Default;
}
