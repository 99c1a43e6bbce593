namespace Parley.Sounds;

/// <summary>Where a talk's sound comes from and goes to, as options say it.</summary>
/// <param name="Microphone">An index, a name or a part of one; <see cref="None"/>; null for the default.</param>
/// <param name="Speaker">The same.</param>
/// <param name="Input">A file in place of the microphone.</param>
/// <param name="Output">A file in place of the loudspeaker.</param>
internal sealed record SoundChoice(string? Microphone, string? Speaker, string? Input, string? Output)
{
    public const string None = "none";

    public bool IsHalfDuplex { get; init; }

    public bool CancelsEcho { get; init; }

    public bool HasMicrophone => Input is null && Microphone != None;

    public bool HasSpeaker => Output is null && Speaker != None;
}
